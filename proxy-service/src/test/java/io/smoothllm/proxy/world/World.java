package io.smoothllm.proxy.world;

import static io.smoothllm.testing.fixtures.ModelFixture.model;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.testing.fixtures.FixturePublisher;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.fixtures.KeyFixture;
import io.smoothllm.testing.fixtures.ProviderFixture;
import io.smoothllm.testing.kafka.NewTopics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// Plays keys-service, provider-service and usage-service for the proxy under test. One for all
/// classes of the module; names are unique, so tests do not meet.
public final class World {
    public static final String CREDENTIAL = "sk-live-planted-secret-0123456789";

    private static final UUID ACCOUNT = UUID.randomUUID();
    /// Another application of the same tests, with another profile, has the same broker and begins
    /// elsewhere.
    private static final AtomicLong NEXT =
            new AtomicLong(ThreadLocalRandom.current().nextInt(1_000_000) * 1_000L);
    private static final Timeouts IMPATIENT =
            new Timeouts(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofMillis(700));
    private static final TopicPartition USAGE = new TopicPartition(Topics.USAGE, 0);
    private static final World WORLD = start();

    private final FixturePublisher topics;
    private final CredentialSeal seal;
    private final FakeKeysService keysService;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<UsageRecord> usage = new ArrayList<>();

    private World(String bootstrapServers, CredentialSeal seal, FakeKeysService keysService) {
        this.seal = seal;
        this.keysService = keysService;
        this.topics = new FixturePublisher(bootstrapServers);
        NewTopics.create(bootstrapServers, Topics.USAGE, 1, Map.of());
        this.consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(List.of(USAGE));
        consumer.seekToBeginning(List.of(USAGE));
    }

    public static World get() {
        return WORLD;
    }

    private static World start() {
        try {
            var keyset = Files.readString(Path.of(setting("smoothllm.sealing.keyset-file")));
            int port = URI.create(setting("smoothllm.keys-service.url")).getPort();
            return new World(
                    setting("smoothllm.kafka.bootstrap-servers"),
                    CredentialSeal.of(keyset),
                    new FakeKeysService(port, setting("smoothllm.service-token")));
        } catch (Exception e) {
            throw new AssertionError("The world did not start", e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /// The proxy's own address.
    public static String url() {
        return setting("test.url");
    }

    /// A word no other test has.
    public static String unique(String word) {
        return word + "-" + NEXT.incrementAndGet();
    }

    /// What provider-service seals credentials with.
    public CredentialSeal seal() {
        return seal;
    }

    public FakeKeysService keysService() {
        return keysService;
    }

    /// What may be written to the topics directly.
    public FixturePublisher topics() {
        return topics;
    }

    public static KeyFixture aKey() {
        return KeyFixture.aKey()
                .named(unique("key"))
                .ofAccount(ACCOUNT, "ada@example.com")
                .tagged("team:test");
    }

    /// A key that may do all, on its topic.
    public IssuedKey key() {
        var key = aKey().ready();
        topics.publish(key);
        return key;
    }

    /// A shared, impatient provider with one model, which it calls `up-<model>`: 0.15 dollars a
    /// million tokens in, 0.60 out.
    public ProviderFixture aProvider(Dialect dialect, String baseUrl, String model) {
        return ProviderFixture.aProviderOf(dialect)
                .named(unique("provider"))
                .at(URI.create(baseUrl))
                .withCredential(CREDENTIAL, seal)
                .patience(IMPATIENT)
                .with(
                        model(model)
                                .upstream("up-" + model)
                                .costing("0.15", "0.60")
                                .cachedAt("0.075", "0.1875"));
    }

    /// Publishes it, and waits until the proxy has its first model.
    public CatalogProvider connect(ProviderFixture provider, IssuedKey key) {
        var entry = provider.ready();
        topics.publish(entry);
        awaitModel(key, entry.name() + "/" + entry.models().getFirst().name());
        return entry;
    }

    /// Waits until the proxy lets this key ask for the model.
    public void awaitModel(IssuedKey key, String model) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> status(key, "/v1/models/" + model) == 200);
    }

    private static int status(IssuedKey key, String path) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + key.secret())
                .get(url() + path)
                .statusCode();
    }

    /// Waits for the usage record of a request.
    public UsageRecord usage(String requestId) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(requestId), Objects::nonNull);
    }

    /// Waits for the usage record of the only request for a model, whose answer nobody saw.
    public UsageRecord usageOf(String model) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(usage -> usage.model().equals(model)), Objects::nonNull);
    }

    /// Waits for all usage records of a request, in the order of their numbers.
    public List<UsageRecord> rows(String requestId, int count) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rowsOf(requestId), rows -> rows.size() >= count);
    }

    private List<UsageRecord> rowsOf(String requestId) {
        return allUsage().stream()
                .filter(usage -> usage.requestId().equals(requestId))
                .sorted(Comparator.comparing(usage -> usage.eventId().sequence()))
                .toList();
    }

    private UsageRecord find(String requestId) {
        return find(usage -> usage.requestId().equals(requestId));
    }

    private UsageRecord find(Predicate<UsageRecord> wanted) {
        UsageRecord found = null;
        for (var usage : allUsage()) {
            if (wanted.test(usage)) {
                if (found != null) {
                    throw new AssertionError("Two records: " + found + ", " + usage);
                }
                found = usage;
            }
        }
        return found;
    }

    /// Every usage record there is by now.
    public synchronized List<UsageRecord> allUsage() {
        long end = consumer.endOffsets(List.of(USAGE)).get(USAGE);
        while (consumer.position(USAGE) < end) {
            for (var sent : consumer.poll(Duration.ofMillis(200))) {
                if (sent.headers().lastHeader(InstanceReport.HEADER) == null) {
                    usage.add(Wire.read(sent.value(), UsageRecord.class));
                }
            }
        }
        return List.copyOf(usage);
    }
}
