package io.smoothllm.usage.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the database refuses what is read. A broker that is away is told, but reports
/// are still answered, so the service stays ready.
@Readiness
@ApplicationScoped
class IntakeHealth implements HealthCheck {
    private final IntakeState state;

    IntakeHealth(IntakeState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var trouble = state.trouble();
        var answer =
                HealthCheckResponse.named("usage-intake")
                        .withData("broker", state.connected() ? "connected" : "unreachable")
                        .withData("lagRecords", state.lag());
        if (trouble == null) {
            return answer.up().build();
        }
        return answer.withData("failingSince", trouble.since().toString())
                .status(trouble.broker())
                .build();
    }
}
