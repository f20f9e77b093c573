package io.smoothllm.localstack.part;

import java.io.IOException;
import java.util.Optional;

/// Something that runs and can be started again.
public interface Part {
    /// As in `./smoothllm status`.
    String name();

    /// Where it listens, the same in every life.
    String url();

    /// @throws IOException when it does not even start; the message is for a person
    Running start() throws IOException;

    /// One life of a part.
    interface Running {
        long pid();

        /// Whether it can do its work now. May take a moment.
        boolean isReady();

        /// Why it is no more; empty while it runs.
        Optional<String> ended();

        /// Ends it in good order and waits for that. Also called on one that ended by itself.
        void stop() throws IOException;
    }
}
