package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnrolledTest {
    private static final String RESPONSE =
            """
            {"id":"resp_1","object":"response","status":"completed","new_field":1.0,"incomplete_details":null,
             "output":[
               {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"h"},{"type":"summary_text","text":"m"}],"encrypted_content":"x","status":"completed"},
               {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[
                 {"type":"output_text","text":"Hello","annotations":[],"logprobs":[]},
                 {"type":"refusal","refusal":"no"}]},
               {"id":"fc_1","type":"function_call","call_id":"c","name":"f","arguments":"{}","status":"completed"},
               {"id":"ctc_1","type":"custom_tool_call","call_id":"d","name":"g","input":"any","status":"completed"}],
             "usage":{"input_tokens":9,"output_tokens":3}}""";

    @Test
    void isTheStreamThatWouldHaveLedToIt() {
        var replay = Replay.of(new Unrolled(RESPONSE.getBytes(UTF_8)).events());

        assertThat(replay.response()).isEqualTo(Replay.json(RESPONSE));
        assertThat(replay.types())
                .contains(
                        "response.reasoning_summary_text.delta",
                        "response.output_text.delta",
                        "response.refusal.delta",
                        "response.function_call_arguments.delta",
                        "response.custom_tool_call_input.delta");
    }

    @Test
    void itemsOfOtherKindsComeWhole() {
        var response =
                "{\"id\":\"resp_1\",\"status\":\"incomplete\",\"output\":[{\"id\":\"ws_1\",\"type\":\"web_search_call\",\"action\":{\"query\":\"x\"}}]}";

        var events = new Unrolled(response.getBytes(UTF_8)).events().toString();

        assertThat(events)
                .contains("event: response.output_item.added")
                .contains("event: response.output_item.done")
                .contains("event: response.incomplete")
                .containsSubsequence(
                        "\"action\":{\"query\":\"x\"}", "\"action\":{\"query\":\"x\"}");
    }
}
