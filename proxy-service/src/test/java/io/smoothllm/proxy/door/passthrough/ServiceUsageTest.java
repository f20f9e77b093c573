package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;
import org.junit.jupiter.api.Test;

class ServiceUsageTest {
    private static TokenCounts read(String json) throws Exception {
        return ServiceUsage.read(Json.MAPPER.readTree(json));
    }

    @Test
    void embeddingsCountInput() throws Exception {
        assertThat(read("{\"prompt_tokens\":8,\"total_tokens\":8}"))
                .isEqualTo(new TokenCounts(8, 0, 0, 0, 0));
        assertThat(read("{\"total_tokens\":9}")).isEqualTo(new TokenCounts(9, 0, 0, 0, 0));
    }

    @Test
    void completionsCountLikeChats() throws Exception {
        assertThat(
                        read(
                                "{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12,"
                                        + "\"prompt_tokens_details\":{\"cached_tokens\":2},"
                                        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}"))
                .isEqualTo(new TokenCounts(5, 2, 0, 7, 3));
    }

    @Test
    void imagesAndTranscriptionsCountTextAndWhatIsNone() throws Exception {
        assertThat(
                        read(
                                "{\"input_tokens\":50,\"output_tokens\":4160,\"total_tokens\":4210,"
                                        + "\"input_tokens_details\":{\"text_tokens\":10,\"image_tokens\":40,\"cached_tokens\":6}}"))
                .isEqualTo(new TokenCounts(50, 6, 0, 4160, 0));
        assertThat(
                        read(
                                "{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":45,"
                                        + "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":14}}"))
                .isEqualTo(new TokenCounts(14, 0, 0, 45, 0));
    }

    @Test
    void secondsAreNoTokens() throws Exception {
        assertThat(read("{\"type\":\"duration\",\"seconds\":9}")).isEqualTo(TokenCounts.NONE);
    }

    @Test
    void whatIsNoUsageIsNone() throws Exception {
        assertThat(read("null")).isNull();
        assertThat(read("{}")).isNull();
        assertThat(read("\"much\"")).isNull();
        assertThat(read("{\"input_tokens\":-4}")).isEqualTo(TokenCounts.NONE);
    }
}
