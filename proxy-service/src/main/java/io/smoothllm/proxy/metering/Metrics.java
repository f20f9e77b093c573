package io.smoothllm.proxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The numbers for Prometheus, under OpenTelemetry's GenAI names (semantic conventions 1.38, "Gen
/// AI metrics") and `smoothllm_*`. Labels are things an operator named: never a key, a person, or a
/// model name a client made up.
@ApplicationScoped
public class Metrics {
    /// What one group of calls has in common. `error` is empty on success.
    private record Group(String provider, String system, String model, String error) {}

    private record Instruments(
            Timer duration,
            Timer firstToken,
            DistributionSummary input,
            DistributionSummary output,
            Counter cost) {}

    private static final Duration[] DURATIONS =
            millis(
                    10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 40_000, 80_000,
                    160_000, 320_000);
    private static final Duration[] FIRST_TOKENS =
            millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000);
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304
    };

    private final MeterRegistry registry;
    private final Map<Group, Instruments> groups = new ConcurrentHashMap<>();
    private final Map<Class<?>, Counter> refusals = new ConcurrentHashMap<>();

    Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void settled(UsageRecord usage, boolean listed) {
        var error = usage.errorCode() == null ? "" : usage.errorCode();
        var group =
                new Group(
                        usage.providerName(),
                        usage.dialect().name().toLowerCase(Locale.ROOT),
                        listed ? usage.upstreamModel() : "other",
                        error);
        var instruments = groups.computeIfAbsent(group, this::instruments);
        instruments.duration().record(usage.latencyMs(), TimeUnit.MILLISECONDS);
        if (usage.firstTokenMs() != null) {
            instruments.firstToken().record(usage.firstTokenMs(), TimeUnit.MILLISECONDS);
        }
        instruments.input().record(usage.tokens().input());
        instruments.output().record(usage.tokens().output());
        instruments.cost().increment(usage.costUsd().usd().doubleValue());
    }

    /// A call that was not admitted, or found no provider.
    public void refused(Problem problem) {
        refusals.computeIfAbsent(
                        problem.getClass(),
                        kind ->
                                registry.counter(
                                        "smoothllm.requests.refused",
                                        "reason",
                                        kind.getSimpleName()))
                .increment();
    }

    private Instruments instruments(Group group) {
        var tags =
                Tags.of(
                        "gen_ai_operation_name", "chat",
                        "gen_ai_provider_name", group.system(),
                        "gen_ai_request_model", group.model(),
                        "smoothllm_provider", group.provider());
        return new Instruments(
                Timer.builder("gen_ai.server.request.duration")
                        .tags(tags)
                        .tag("error_type", group.error())
                        .serviceLevelObjectives(DURATIONS)
                        .register(registry),
                Timer.builder("gen_ai.server.time_to_first_token")
                        .tags(tags)
                        .serviceLevelObjectives(FIRST_TOKENS)
                        .register(registry),
                tokens("input", tags),
                tokens("output", tags),
                registry.counter("smoothllm.cost.usd", tags));
    }

    private DistributionSummary tokens(String type, Tags tags) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .tags(tags)
                .tag("gen_ai_token_type", type)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private static Duration[] millis(long... values) {
        var durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
