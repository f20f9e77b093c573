package io.smoothllm.proxy.view;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@Readiness
@ApplicationScoped
class ViewsReady implements HealthCheck {
    private final TopicFollower follower;

    ViewsReady(TopicFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("views caught up").status(follower.caughtUp()).build();
    }
}
