package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPageTest {
    private static final List<String> NAMES =
            IntStream.range(0, 45).mapToObj("model-%02d"::formatted).toList();

    private final ModelPage page = new ModelPage();

    @Test
    void aPageHasTwentyUnlessMoreAreAskedFor() {
        var first = list(MultiMap.caseInsensitiveMultiMap());

        assertThat(ids(first)).isEqualTo(NAMES.subList(0, 20));
        assertThat(first.get("has_more").asBoolean()).isTrue();
        assertThat(first.get("first_id").asText()).isEqualTo("model-00");
        assertThat(first.get("last_id").asText()).isEqualTo("model-19");
    }

    @Test
    void pagesForwardHoldEachModelOnce() {
        var seen = new ArrayList<String>();
        var asked = MultiMap.caseInsensitiveMultiMap().set("limit", "10");

        JsonNode part;
        do {
            part = list(asked);
            seen.addAll(ids(part));
            asked.set("after_id", part.get("last_id").asText());
        } while (part.get("has_more").asBoolean());

        assertThat(seen).isEqualTo(NAMES);
    }

    @Test
    void aPageBackwardIsTheOneRightBeforeAndInTheSameOrder() {
        var asked =
                MultiMap.caseInsensitiveMultiMap().set("limit", "10").set("before_id", "model-30");

        var part = list(asked);

        assertThat(ids(part)).isEqualTo(NAMES.subList(20, 30));
        assertThat(part.get("has_more").asBoolean()).isTrue();
    }

    @Test
    void aModelThatHasGoneIsStillAPlace() {
        var asked = MultiMap.caseInsensitiveMultiMap().set("after_id", "model-42-gone");

        assertThat(ids(list(asked))).containsExactly("model-43", "model-44");
    }

    @Test
    void noModelsAreAnEmptyPage() {
        var empty = page.list(List.of(), MultiMap.caseInsensitiveMultiMap());

        assertThat(empty.toString())
                .isEqualTo("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "many", "", "99999999999"})
    void aLimitThatIsNoneIsRefused(String limit) {
        var asked = MultiMap.caseInsensitiveMultiMap().set("limit", limit);

        assertThatThrownBy(() -> page.list(NAMES, asked)).isInstanceOf(ProblemException.class);
    }

    private JsonNode list(MultiMap parameters) {
        return parsed(page.list(NAMES, parameters).toString());
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static List<String> ids(JsonNode part) {
        return part.get("data").findValuesAsText("id");
    }
}
