package io.smoothllm.proxy.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;

/// A client dialect.
enum Speaker {
    CHAT(
            "/v1/chat/completions",
            "{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":STREAM}") {
        @Override
        String tools() {
            return "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]";
        }

        @Override
        boolean saysError(String stream) {
            return stream.contains("data: {\"error\":");
        }

        @Override
        boolean isFinished(String stream) {
            return stream.contains("[DONE]");
        }
    },
    RESPONSES(
            "/v1/responses",
            "{\"model\":\"MODEL\",\"input\":\"hi\",\"store\":false,\"stream\":STREAM}") {
        @Override
        String tools() {
            return "[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]";
        }

        @Override
        boolean saysError(String stream) {
            return stream.contains("\"type\":\"error\"")
                    || stream.contains("\"type\":\"response.failed\"");
        }

        @Override
        boolean isFinished(String stream) {
            return stream.contains("event: response.completed")
                    || stream.contains("\"type\":\"response.completed\"");
        }
    },
    MESSAGES(
            "/v1/messages",
            "{\"model\":\"MODEL\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":STREAM}") {
        @Override
        String tools() {
            return "[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";
        }

        @Override
        boolean saysError(String stream) {
            return stream.contains("event: error\n");
        }

        @Override
        boolean isFinished(String stream) {
            return stream.contains("event: message_stop");
        }

        @Override
        void checkEnvelope(JsonPath body) {
            assertThat(body.getString("type")).isEqualTo("error");
        }

        @Override
        String keepAlive() {
            return "event: ping\ndata: {\"type\": \"ping\"}\n\n";
        }
    };

    private final String path;
    private final String request;

    Speaker(String path, String request) {
        this.path = path;
        this.request = request;
    }

    String path() {
        return path;
    }

    String request(String model, boolean stream) {
        return request.replace("MODEL", model).replace("STREAM", Boolean.toString(stream));
    }

    /// An error in the dialect's own envelope, with words in it.
    void checkError(String body) {
        var json = JsonPath.from(body);
        checkEnvelope(json);
        assertThat(json.getString("error.type")).as(body).isNotBlank();
        assertThat(json.getString("error.message")).as(body).isNotBlank();
    }

    void checkEnvelope(JsonPath body) {
        assertThat(body.getMap("error")).containsKeys("message", "type", "param", "code");
    }

    /// One of them, well formed.
    abstract String tools();

    /// What is said to a client that waits.
    String keepAlive() {
        return ": keep-alive\n\n";
    }

    /// Whether a stream ends as one that failed.
    abstract boolean saysError(String stream);

    /// Whether a stream ends as one that is whole.
    abstract boolean isFinished(String stream);
}
