package io.smoothllm.provider.provider;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// A release may know better than the one before what a provider takes. At boot, providers made by
/// such a preset follow it, and the proxies are told.
@ApplicationScoped
class FollowPresets {
    private static final Logger LOG = Logger.getLogger(FollowPresets.class);

    private final Providers providers;

    FollowPresets(Providers providers) {
        this.providers = providers;
    }

    void atBoot(@Observes StartupEvent event) {
        int followed = providers.followPresets();
        if (followed > 0) {
            LOG.infof("%d providers follow what their presets say now", followed);
        }
    }
}
