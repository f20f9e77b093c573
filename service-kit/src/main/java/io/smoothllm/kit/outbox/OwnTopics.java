package io.smoothllm.kit.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics this service owns, where they are missing. An existing topic is left as its
/// operator set it.
final class OwnTopics {
    /// One partition keeps all changes in order; the topics are small, and every proxy reads all.
    private static final int PARTITIONS = 1;

    private static final Map<String, String> COMPACTED =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.1",
                    // A proxy that slept for a day still sees which keys were deleted.
                    TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    Long.toString(Duration.ofDays(7).toMillis()));

    private OwnTopics() {}

    static void create(Collection<OutboxTable> tables, BrokerConfig broker, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        long patience = timeout.toMillis();
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) patience / 2,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) patience);
        try (var admin = Admin.create(settings)) {
            for (var table : tables) {
                var topic =
                        new NewTopic(table.topic(), PARTITIONS, broker.replicationFactor())
                                .configs(settings(table));
                try {
                    admin.createTopics(List.of(topic)).all().get(patience, TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Map<String, String> settings(OutboxTable table) {
        return table.retention()
                .map(
                        kept ->
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_DELETE,
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(kept.toMillis())))
                .orElse(COMPACTED);
    }
}
