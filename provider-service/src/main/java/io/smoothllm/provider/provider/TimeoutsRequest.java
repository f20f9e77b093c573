package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Timeouts;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// ISO-8601 durations (`"PT30S"`); an absent one is the default of [Timeouts].
record TimeoutsRequest(
        @DurationMin(millis = 1) @DurationMax(hours = 1) Duration connect,
        @DurationMin(millis = 1) @DurationMax(hours = 1) Duration firstByte,
        @DurationMin(millis = 1) @DurationMax(hours = 1) Duration idle) {

    Timeouts toTimeouts() {
        return new Timeouts(connect, firstByte, idle);
    }
}
