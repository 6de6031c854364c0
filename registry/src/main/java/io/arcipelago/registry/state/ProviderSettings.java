package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator said of a provider. It stands above what feeds say; absent: they decide.
 */
public record ProviderSettings(
        @Nullable ProviderStatus status,
        @Nullable String description,
        @Nullable List<String> supportEmails,
        @Nullable Boolean isPublic) {

    public static final ProviderSettings NONE = new ProviderSettings(null, null, null, null);

    public ProviderSettings {
        supportEmails = supportEmails == null ? null : List.copyOf(supportEmails);
    }

    /** The provider as it is shown. */
    public Provider over(Provider declared) {
        return new Provider(
                declared.name(),
                declared.type(),
                description == null ? declared.description() : description,
                status == null ? declared.status() : status,
                isPublic == null ? declared.isPublic() : isPublic,
                supportEmails == null ? declared.supportEmails() : supportEmails,
                declared.endpoint());
    }
}
