import type { Flavor, Image, ProjectNetwork, UsableProject, UsableProvider, UsableRegion } from '../api/usable';
import { TYPES } from '../ui/words';

/** A project in a region, with what of it fits the words. */
export interface UsablePlace {
  readonly provider: UsableProvider;
  readonly region: UsableRegion;
  readonly project: UsableProject;
  readonly flavors: readonly Flavor[];
  readonly images: readonly Image[];
  readonly networks: readonly ProjectNetwork[];
  /** Whether single things fit, not the place as such. */
  readonly narrowed: boolean;
}

/**
 * The places that fit the words, all of which must occur: either in what the place is called, or in
 * one thing there, of which then only the fitting ones are kept.
 */
export function searchUsable(providers: readonly UsableProvider[], text: string): UsablePlace[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  return providers.flatMap((provider) =>
    provider.regions.flatMap((region) =>
      region.projects.flatMap((project): UsablePlace[] => {
        const { flavors, images, networks } = project;
        const place = `${provider.name} ${TYPES[provider.type]} ${region.name} ${region.location?.site ?? ''} ${region.location?.country ?? ''} ${project.name}`;
        const left = words.filter((word) => !place.toLocaleLowerCase().includes(word));
        if (left.length === 0) {
          return [{ provider, region, project, flavors, images, networks, narrowed: false }];
        }
        const fits = (texts: readonly (string | null | undefined)[]) => {
          const all = texts.join(' ').toLocaleLowerCase();
          return left.every((word) => all.includes(word));
        };
        const found = {
          flavors: flavors.filter((it) => fits([it.name, it.description, it.gpus > 0 ? 'gpu' : '', it.gpuModel, it.gpuVendor, it.infiniband ? 'infiniband' : ''])),
          images: images.filter((it) => fits([it.name, it.description, it.osType, it.osDistro, it.osVersion, it.architecture, it.cudaSupport ? 'cuda' : '', ...it.tags])),
          networks: networks.filter(({ network }) => fits([network.name, network.description, ...network.tags])),
        };
        return found.flavors.length + found.images.length + found.networks.length === 0
          ? []
          : [{ provider, region, project, ...found, narrowed: true }];
      }),
    ),
  );
}
