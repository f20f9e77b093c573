package io.smoothllm.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ScriptedProvider site = new ScriptedProvider();
    private final Map<String, String> settings =
            new HashMap<>(
                    Map.of(
                            "smoothllm.media.allow-private", "true",
                            "smoothllm.media.max-file", "1000",
                            "smoothllm.media.max-total", "1500",
                            "smoothllm.media.max-files", "4",
                            "smoothllm.media.timeout", "10s"));

    @AfterEach
    void close() {
        site.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFileArrivesWithItsBytesAndItsType() throws Exception {
        site.answers(file("Image/PNG; name=x", PICTURE).delivered(Delivery.BYTE_BY_BYTE));

        var files = fetch(downloads(), site.url() + "/a.png?b=c%2Fd#e");

        assertThat(files)
                .containsOnly(
                        Map.entry(
                                new Media.Remote(site.url() + "/a.png?b=c%2Fd#e"),
                                new Media.Inline(
                                        "image/png", Base64.getEncoder().encodeToString(PICTURE))));
        assertThat(site.taken().uri()).isEqualTo("/a.png?b=c%2Fd");
    }

    @Test
    void nothingButTheQuestionIsSent() throws Exception {
        site.answers(file("application/pdf", PICTURE));

        fetch(downloads(), site.url().replace("//", "//user:secret@") + "/");

        assertThat(site.taken().headers())
                .containsOnlyKeys("host", "connection", "user-agent", "accept", "accept-encoding");
    }

    @Test
    void aFileIsFetchedOnceWhoeverAsks() throws Exception {
        site.answers(file("text/plain", PICTURE));
        var downloads = downloads();
        var url = site.url() + "/a";

        fetch(downloads, url, url);
        fetch(downloads, url);

        site.taken();
        assertThat(site.wasNotAsked()).isTrue();
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        site.answers(
                redirect("/b"),
                redirect(site.url() + "/c"),
                redirect("d"),
                file("image/webp", PICTURE));

        fetch(downloads(), site.url() + "/a");

        assertThat(List.of(uri(), uri(), uri(), uri())).containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void butNotForEver() {
        site.answers(redirect("/b"), redirect("/c"), redirect("/d"), redirect("/e"));

        assertFails("it is redirected too often", site.url() + "/a");
    }

    /// 0.0.0.0 is the own host on Linux, so the site would answer.
    @Test
    void aRedirectToAForbiddenAddressIsNotFollowed() throws Exception {
        site.answers(redirect(site.url().replace("127.0.0.1", "0.0.0.0") + "/secret"));

        assertFails("its address is not allowed", site.url() + "/a");

        site.taken();
        assertThat(site.wasNotAsked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "//", "http:///a", "h ttp:"})
    void aRedirectToSomethingElseIsNotFollowed(String location) {
        site.answers(redirect(location));

        assertFails("it leads to something that is no http(s) URL", site.url() + "/a");
    }

    @Test
    void privateAddressesAreNotAskedUnlessTheOperatorSaysSo() {
        settings.remove("smoothllm.media.allow-private");

        assertFails("its address is not allowed", site.url() + "/a");

        assertThat(site.wasNotAsked()).isTrue();
    }

    @Test
    void aSiteThatIsNotThereIsSaid() {
        assertFails("its server cannot be reached", "http://127.0.0.1:1/a");
    }

    @Test
    void aFileThatIsTooLargeIsNotGatheredToItsEnd() throws Exception {
        site.answers(file("image/png", new byte[1001]).delivered(Delivery.STALLED));

        assertFails("it has more than 1000 bytes", site.url() + "/a");

        assertThat(site.sawHangUp()).isTrue();
    }

    @Test
    void aFileThatSaysItIsTooLargeIsNotWaitedFor() {
        var server = announcing("1001");

        assertFails(
                "it has more than 1000 bytes", "http://127.0.0.1:" + server.actualPort() + "/a");
    }

    @Test
    void allFilesTogetherMayBeTooLarge() {
        site.answers(file("image/png", new byte[800]), file("image/png", new byte[800]));

        assertFails(
                "all files together have more than 1500 bytes",
                site.url() + "/a",
                site.url() + "/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "imagery/png", "application/pdfx"})
    void whatIsNoPictureOrTextIsNotTaken(String type) {
        site.answers(file(type, PICTURE));

        assertFails("it is neither an image nor a PDF nor plain text", site.url() + "/a");
    }

    @Test
    void whatIsPackedIsNotTaken() {
        site.answers(file("text/plain", PICTURE).with("content-encoding", "gzip"));

        assertFails("it comes compressed", site.url() + "/a");
    }

    @Test
    void aStatusIsSaid() {
        site.answers(new Answer(404, "image/png", Map.of(), PICTURE, Delivery.WHOLE));

        assertFails("its server answered with status 404", site.url() + "/a");
    }

    @Test
    void aFileThatBreaksOffIsNone() {
        site.answers(file("image/png", PICTURE).delivered(Delivery.CUT));

        assertFails("its server broke off", site.url() + "/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SILENT", "STALLED"})
    void aSlowSiteIsGivenUp(Delivery how) throws Exception {
        settings.put("smoothllm.media.timeout", "1500ms");
        site.answers(file("image/png", PICTURE).delivered(how));

        assertFails("it did not arrive in time", site.url() + "/a");

        assertThat(site.sawHangUp()).isTrue();
    }

    @Test
    void tooManyUrlsAreNotEvenAsked() {
        var urls = IntStream.range(0, 5).mapToObj(i -> site.url() + "/" + i);

        assertThatThrownBy(() -> fetch(downloads(), urls.toArray(String[]::new)))
                .satisfies(e -> assertThat(message(e)).contains("at most 4 URLs"));

        assertThat(site.wasNotAsked()).isTrue();
    }

    @Test
    void cancellingHangsUp() throws Exception {
        site.answers(file("image/png", PICTURE).delivered(Delivery.STALLED));
        var downloads = downloads();
        loop.runOnContext(_ -> downloads.of(List.of(new Media.Remote(site.url() + "/a"))));
        site.taken();

        loop.runOnContext(_ -> downloads.cancel());

        assertThat(site.sawHangUp()).isTrue();
    }

    @Test
    void oneThatFailsGivesTheOthersUp() throws Exception {
        try (var other = new ScriptedProvider()) {
            other.answers(file("image/png", PICTURE).delivered(Delivery.STALLED));
            var downloads = downloads();
            loop.runOnContext(_ -> downloads.of(List.of(new Media.Remote(other.url() + "/b"))));
            other.taken();
            site.answers(file("text/html", PICTURE));

            assertThatThrownBy(() -> fetch(downloads, other.url() + "/b", site.url() + "/a"))
                    .satisfies(e -> assertThat(message(e)).contains("neither an image"));

            assertThat(other.sawHangUp()).isTrue();
        }
    }

    @Test
    void aMessageShowsNoSecretAndNoNovel() {
        var novel = "/" + "x".repeat(500);
        var url = site.url().replace("//", "//user:secret@") + novel + "?signature=secret";
        site.answers(file("text/html", PICTURE));

        assertThatThrownBy(() -> fetch(downloads(), url))
                .satisfies(
                        e ->
                                assertThat(message(e))
                                        .contains(site.url() + "/xxx")
                                        .contains("…")
                                        .doesNotContain("secret")
                                        .hasSizeLessThan(220));
    }

    private static Answer file(String type, byte[] bytes) {
        return new Answer(200, type, Map.of(), bytes, Delivery.WHOLE);
    }

    private static Answer redirect(String location) {
        return new Answer(
                302,
                "text/plain",
                Map.of("location", location),
                "elsewhere".getBytes(StandardCharsets.UTF_8),
                Delivery.WHOLE);
    }

    private HttpServer announcing(String length) {
        return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(
                        request ->
                                request.response()
                                        .putHeader("content-type", "image/png")
                                        .putHeader("content-length", length)
                                        .write("the first bytes"))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private String uri() throws InterruptedException {
        return site.taken().uri();
    }

    private Downloads downloads() {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(MediaConfig.class)
                        .withMapping(UpstreamConfig.class)
                        .withDefaultValues(settings)
                        .build();
        var destinations = new Destinations(vertx, config.getConfigMapping(UpstreamConfig.class));
        return new MediaClient(vertx, destinations, config.getConfigMapping(MediaConfig.class))
                .downloads();
    }

    private Map<Media.Remote, Media.Inline> fetch(Downloads downloads, String... urls)
            throws Exception {
        var files = new CompletableFuture<Map<Media.Remote, Media.Inline>>();
        loop.runOnContext(
                _ ->
                        downloads
                                .of(Arrays.stream(urls).map(Media.Remote::new).toList())
                                .onSuccess(files::complete)
                                .onFailure(files::completeExceptionally));
        return files.get(15, TimeUnit.SECONDS);
    }

    private void assertFails(String why, String... urls) {
        assertThatThrownBy(() -> fetch(downloads(), urls))
                .isInstanceOf(ExecutionException.class)
                .satisfies(
                        e ->
                                assertThat(message(e))
                                        .matches("The file at .* cannot be used: .*")
                                        .endsWith(": " + why + "."));
    }

    private static String message(Throwable failure) {
        var problem = ((ProblemException) failure.getCause()).problem();
        return ((Problem.InvalidRequest) problem).message();
    }
}
