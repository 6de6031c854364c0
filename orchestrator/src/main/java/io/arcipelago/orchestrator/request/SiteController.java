package io.arcipelago.orchestrator.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.openstack.Image;
import io.arcipelago.orchestrator.federation.SiteOffer;
import io.arcipelago.orchestrator.federation.SiteSurvey;
import io.arcipelago.platform.security.AccessToken;
import io.arcipelago.platform.security.Caller;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a group may deploy, and what is there: asked of the sites as the calling person. */
@RestController
@RequestMapping("/v2/sites")
class SiteController {

    private final SiteSurvey survey;
    private final Deployments deployments;

    SiteController(SiteSurvey survey, Deployments deployments) {
        this.survey = survey;
        this.deployments = deployments;
    }

    @GetMapping
    List<SiteView> list(Caller caller, AccessToken token, @RequestParam String group) {
        deployments.requireMembership(caller, group);
        return survey.survey(group, token::value).stream()
                .sorted(
                        Comparator.comparing((SiteOffer offer) -> offer.site().provider())
                                .thenComparing(offer -> offer.site().region()))
                .map(SiteView::of)
                .toList();
    }

    /** Schema {@code Site}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SiteView(
            String provider,
            String region,
            String project,
            Optional<String> location,
            String status,
            Optional<String> reason,
            boolean simulated,
            List<FlavorView> flavors,
            List<ImageView> images,
            List<QuotaView> quotas,
            Instant checkedAt) {

        static SiteView of(SiteOffer offer) {
            return new SiteView(
                    offer.site().provider(),
                    offer.site().region(),
                    offer.project(),
                    offer.location(),
                    offer.unreachable().isPresent() ? "unreachable" : "available",
                    offer.unreachable(),
                    offer.simulated(),
                    offer.flavors().stream()
                            .map(flavor ->
                                    new FlavorView(
                                            flavor.name(),
                                            flavor.vcpus(),
                                            flavor.ramMib(),
                                            flavor.diskGib()))
                            .sorted(
                                    Comparator.comparingInt(FlavorView::vcpus)
                                            .thenComparingInt(FlavorView::ramMib))
                            .toList(),
                    offer.images().stream().map(ImageView::of).toList(),
                    offer.quotas().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry ->
                                    new QuotaView(
                                            entry.getKey().wire(),
                                            entry.getValue().limit(),
                                            entry.getValue().used()))
                            .toList(),
                    offer.checkedAt());
        }
    }

    /** Schema {@code Flavor}. */
    record FlavorView(String name, int vcpus, int ramMib, int diskGib) {}

    /** Schema {@code Image}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ImageView(String name, Optional<String> distribution, Optional<String> version) {

        static ImageView of(Image image) {
            return new ImageView(
                    image.name(),
                    Optional.ofNullable(image.properties().get("os_distro")),
                    Optional.ofNullable(image.properties().get("os_version")));
        }
    }

    /** Schema {@code Quota}. */
    record QuotaView(String resource, long limit, long used) {}
}
