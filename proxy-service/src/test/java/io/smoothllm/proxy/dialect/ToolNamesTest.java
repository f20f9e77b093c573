package io.smoothllm.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToolNamesTest {
    private static final String LONG = "mcp__" + "server_".repeat(10) + "_tool";
    private static final String STRANGE = "größe.lesen";

    @Test
    void namesThatFitAreLeftAlone() {
        var request = request(null, "look", "now");

        assertThat(ToolNames.of(request, 64).fitted(request)).isSameAs(request);
        assertThat(ToolNames.of(request(null, LONG), 0)).isSameAs(ToolNames.UNCHANGED);
    }

    @Test
    void othersAreMadeToFitEverywhereAndComeBack() {
        var request = request(new ToolChoice.Named(LONG), LONG, STRANGE, "look");

        var names = ToolNames.of(request, 64);
        var fitted = names.fitted(request);

        var offered = fitted.tools().offered().stream().map(Tool::name).toList();
        assertThat(offered).allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
        assertThat(offered.get(0)).startsWith("mcp__server_server_");
        assertThat(offered.get(1)).startsWith("gr__e_lesen_");
        assertThat(offered.get(2)).isEqualTo("look");
        assertThat(fitted.tools().choice()).isEqualTo(new ToolChoice.Named(offered.getFirst()));
        assertThat(fitted.messages().getFirst().parts().getFirst())
                .isEqualTo(new Part.ToolCall("id", offered.getFirst(), "{}", null));
        assertThat(offered.stream().map(name -> restored(names, name)))
                .containsExactly(LONG, STRANGE, "look");
    }

    @Test
    void twoWithTheSameBeginningStayTwo() {
        var request = request(null, LONG + "1", LONG + "2");

        var offered = ToolNames.of(request, 64).fitted(request).tools().offered();

        assertThat(offered.get(0).name()).isNotEqualTo(offered.get(1).name());
    }

    @Test
    void aChoiceOfSomeKeepsThem() {
        var request = request(new ToolChoice.Allowed(Set.of(LONG, "look"), true), LONG, "look");

        var tools = ToolNames.of(request, 64).fitted(request).tools();

        assertThat(tools.narrowed().offered()).hasSize(2);
    }

    private static String restored(ToolNames names, String name) {
        return ((ChatEvent.CallStarted) names.restored(new ChatEvent.CallStarted(0, "id", name)))
                .name();
    }

    private static ChatRequest request(ToolChoice choice, String... names) {
        var tools =
                Stream.of(names)
                        .map(
                                name ->
                                        new Tool(
                                                name,
                                                null,
                                                JsonNodeFactory.instance.objectNode(),
                                                null,
                                                null))
                        .toList();
        return new ChatRequest(
                List.of(
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Part.ToolCall("id", names[0], "{}", null)))),
                new Tools(tools, choice, true),
                null,
                1,
                null,
                new Sampling(null, null, null, null, null, null, List.of()),
                null,
                null,
                Labels.NONE,
                false,
                List.of());
    }
}
