package io.smoothllm.proxy.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smoothllm.proxy.world.ImpatientDoor;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Providers that take their time between two events.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
@TestProfile(ImpatientDoor.class)
class KeepAliveTest {
    static List<Line> lines() {
        return Line.all();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aClientThatWaitsIsToldSoBetweenEventsAndNeverInsideOne(Line line) throws Exception {
        var stream = line.maker().start() + line.maker().rest();
        line.provider()
                .answers(Answer.stream(stream), Answer.stream(stream).delivered(Delivery.DRIPPED));
        var quick = line.ask(true).body();

        var slow = line.ask(true).body();

        var words = line.speaker().keepAlive();
        assertThat(slow.split(Pattern.quote(words), -1).length).isGreaterThan(3);
        assertThat(madeUp(slow.replace(words, ""))).isEqualTo(madeUp(quick));
        assertThat(slow).doesNotStartWith(words).doesNotEndWith(words);
        var before = slow.substring(0, slow.indexOf(words));
        assertThat(before).endsWith("\n\n");
    }

    /// What the proxy makes up itself has another value each time.
    private static String madeUp(String stream) {
        return stream.replaceAll("(_|-)[0-9a-f]{20,}", "-ID")
                .replaceAll("\"(created|created_at|completed_at)\":\\d+", "TIME");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void beforeTheFirstEventNothingIsSaidSoThatAFailureHasItsStatus(Line line) throws Exception {
        line.provider().answers(Answer.stream("").delivered(Delivery.STALLED));

        var answer = line.ask(true);

        assertThat(answer.statusCode()).isEqualTo(504);
        line.speaker().checkError(answer.body());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void afterTheEndNothingIsSaid(Line line) throws Exception {
        line.provider().answers(Answer.stream(line.maker().start()).delivered(Delivery.STALLED));

        var broken = line.ask(true).body();

        assertThat(line.speaker().saysError(broken)).isTrue();
        assertThat(broken).contains(line.speaker().keepAlive());
        assertThat(broken.strip()).doesNotEndWith(line.speaker().keepAlive().strip());
    }
}
