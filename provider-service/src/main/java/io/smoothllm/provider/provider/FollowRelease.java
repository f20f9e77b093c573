package io.smoothllm.provider.provider;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// A release may know better than the one before what a provider takes and what its models cost. At
/// boot, providers made by such a preset or with default prices follow it, and the proxies are
/// told.
@ApplicationScoped
class FollowRelease {
    private static final Logger LOG = Logger.getLogger(FollowRelease.class);

    private final Providers providers;

    FollowRelease(Providers providers) {
        this.providers = providers;
    }

    void atBoot(@Observes StartupEvent event) {
        int followed = providers.followRelease();
        if (followed > 0) {
            LOG.infof("%d providers follow what presets and default prices say now", followed);
        }
    }
}
