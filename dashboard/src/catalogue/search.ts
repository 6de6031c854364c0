import type { Service } from '../api/types';

/** The services that have every word of the search in their name or description, in their order. */
export function matching(services: Service[], search: string): Service[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return services.filter((service) => {
    const text = `${service.name} ${service.description} ${service.id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
