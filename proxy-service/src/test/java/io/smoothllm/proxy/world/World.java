package io.smoothllm.proxy.world;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.smoothllm.model.Money;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogEntry;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.key.KeySecret;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.model.key.VirtualKey;
import io.smoothllm.model.usage.UsageRecord;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// Plays keys-service, provider-service and usage-service for the proxy under test. One for all
/// classes of the module; names are unique, so tests do not meet.
public final class World {
    public static final String CREDENTIAL = "sk-live-planted-secret-0123456789";
    public static final UUID ACCOUNT = UUID.randomUUID();

    private static final AtomicLong NEXT = new AtomicLong();
    private static final World WORLD = start();

    private final KafkaProducer<String, byte[]> producer;
    private final String bootstrapServers;
    private final CredentialSeal seal;
    private final FakeKeysService keysService;

    private World(String bootstrapServers, CredentialSeal seal, FakeKeysService keysService) {
        this.bootstrapServers = bootstrapServers;
        this.seal = seal;
        this.keysService = keysService;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    public static World get() {
        return WORLD;
    }

    private static World start() {
        try {
            var servers = setting("smoothllm.kafka.bootstrap-servers");
            createTopics(servers);
            var seal =
                    CredentialSeal.of(
                            Files.readString(Path.of(setting("smoothllm.sealing.keyset-file"))));
            int port = URI.create(setting("smoothllm.keys-service.url")).getPort();
            return new World(
                    servers, seal, new FakeKeysService(port, setting("smoothllm.service-token")));
        } catch (Exception e) {
            throw new AssertionError("The world did not start", e);
        }
    }

    private static void createTopics(String servers)
            throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            for (var topic : List.of(Topics.KEYS, Topics.CATALOG, Topics.USAGE)) {
                try {
                    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    public FakeKeysService keysService() {
        return keysService;
    }

    /// A word no other test has.
    public static String unique(String word) {
        return word + "-" + NEXT.incrementAndGet();
    }

    public VirtualKey mint() {
        return VirtualKey.mint(UUID.randomUUID(), new SecureRandom());
    }

    public KeyGrant grant(VirtualKey key) {
        return new KeyGrant(
                key.id(),
                1,
                ACCOUNT,
                "ada@example.com",
                unique("key"),
                KeyStatus.ACTIVE,
                List.of(new KeySecret(key.sha256(), null)),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of("team:test"),
                Instant.now());
    }

    /// A key that the proxy knows from the topic.
    public String key() {
        return key(grant -> grant);
    }

    public String key(UnaryOperator<KeyGrant> change) {
        var key = mint();
        publish(change.apply(grant(key)));
        return key.reveal();
    }

    public void publish(KeyGrant grant) {
        send(Topics.KEYS, grant.id().toString(), Wire.write(grant));
    }

    public void forget(UUID key) {
        send(Topics.KEYS, key.toString(), null);
    }

    public void publish(CatalogEntry entry) {
        send(Topics.CATALOG, entry.topicKey(), Wire.write(entry));
    }

    /// A shared provider with one model, that the proxy already knows.
    public CatalogProvider provider(Dialect dialect, String baseUrl, String model) {
        return provider(dialect, baseUrl, model, provider -> provider);
    }

    public CatalogProvider provider(
            Dialect dialect, String baseUrl, String model, UnaryOperator<CatalogProvider> change) {
        var id = UUID.randomUUID();
        var listed =
                new CatalogModel(
                        model,
                        "up-" + model,
                        Money.of("0.15"),
                        Money.of("0.60"),
                        Money.of("0.075"),
                        Money.of("0.1875"),
                        null,
                        null);
        var timeouts =
                new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));
        try {
            var entry =
                    change.apply(
                            new CatalogProvider(
                                    id,
                                    1,
                                    null,
                                    unique("provider"),
                                    dialect,
                                    URI.create(baseUrl),
                                    seal.seal(id, CREDENTIAL),
                                    true,
                                    0,
                                    1,
                                    Map.of(),
                                    timeouts,
                                    List.of(listed),
                                    Instant.now()));
            publish(entry);
            return entry;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until the proxy lets this key ask for the model.
    public void awaitModel(String key, String model) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                RestAssured.given()
                                                .header("Authorization", "Bearer " + key)
                                                .get(setting("test.url") + "/v1/models/" + model)
                                                .statusCode()
                                        == 200);
    }

    /// Waits for the usage record of a request.
    public UsageRecord usage(String requestId) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(requestId), Objects::nonNull);
    }

    private UsageRecord find(String requestId) {
        UsageRecord found = null;
        for (var usage : allUsage()) {
            if (usage.requestId().equals(requestId)) {
                if (found != null) {
                    throw new AssertionError("Two records for " + requestId);
                }
                found = usage;
            }
        }
        return found;
    }

    /// Every usage record there is by now.
    public List<UsageRecord> allUsage() {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.USAGE, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var usage = new ArrayList<UsageRecord>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                message ->
                                        usage.add(Wire.read(message.value(), UsageRecord.class)));
            }
            return usage;
        }
    }

    private void send(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
