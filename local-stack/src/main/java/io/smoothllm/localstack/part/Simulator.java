package io.smoothllm.localstack.part;

import io.smoothllm.testing.simulator.ProviderSimulator;
import java.io.IOException;
import java.util.Optional;

/// The provider simulator, in this process.
public record Simulator(int port) implements Part {

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Running start() throws IOException {
        try {
            return new Life(new ProviderSimulator().start(port));
        } catch (IllegalStateException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private record Life(ProviderSimulator simulator) implements Running {
        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Optional<String> ended() {
            return Optional.empty();
        }

        @Override
        public void stop() {
            simulator.close();
        }
    }
}
