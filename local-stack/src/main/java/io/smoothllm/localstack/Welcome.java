package io.smoothllm.localstack;

import java.util.Optional;

/// The last thing on the screen: everything needed for a first call.
///
/// @param settings where and how
/// @param email of the admin
/// @param password of the admin, as it was at the first start
/// @param key a virtual key; empty = the first one was taken away
record Welcome(Settings settings, String email, String password, Optional<String> key) {
    private static final String CALL =
            "curl %s/v1/chat/completions"
                    + " -H 'Authorization: Bearer %s'"
                    + " -H 'Content-Type: application/json'"
                    + " -d '{\"model\":\"sim-small\","
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'";

    String text() {
        return """

              Smooth LLM Proxy is ready.

                Address      %s
                Admin        %s
                Password     %s
                Virtual key  %s

              Try it:

                %s

              %s All of this is kept in %s.
            """
                .formatted(
                        settings.address(),
                        email,
                        password,
                        key.orElse("(the first one is gone; POST /api/v1/keys makes another)"),
                        CALL.formatted(settings.address(), key.orElse("YOUR_VIRTUAL_KEY")),
                        settings.detached()
                                ? "Stop it with ./smoothllm down."
                                : "Stop it with Ctrl-C.",
                        settings.home());
    }
}
