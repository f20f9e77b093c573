package io.smoothllm.usage.ledger;

import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics of usage where they are missing. An existing one is left as its operator set
/// it.
@ApplicationScoped
class UsageTopics {
    private final BrokerConfig broker;
    private final LedgerConfig config;

    UsageTopics(BrokerConfig broker, LedgerConfig config) {
        this.broker = broker;
        this.config = config;
    }

    /// @throws KafkaException when the broker does not answer or refuses
    void create() {
        int patience = (int) config.brokerPatience().toMillis();
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        patience / 2,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        patience);
        try (var admin = Admin.create(settings)) {
            create(admin, topic(Topics.USAGE, config.partitions(), config.topicRetention()));
            create(admin, topic(Topics.USAGE_DEAD_LETTERS, 1, config.deadLetterRetention()));
        }
    }

    private NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, partitions, broker.replicationFactor())
                .configs(
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(retention.toMillis())));
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "Topic " + topic.name() + " could not be made", e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
