package io.smoothllm.keys.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.keys.session.LoginThrottle.Attempt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Attempt ADA = Attempt.of("ada@example.org", "192.0.2.1");

    private final AtomicLong nanos = new AtomicLong();
    private final LoginThrottle throttle = new LoginThrottle(new ThreeAttempts(), nanos::get);

    @Test
    void letsSomeAttemptsThroughAndThenSaysHowLongToWait() {
        exhaust(ADA);

        assertThat(throttle.admit(ADA)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void letsOneMoreThroughWhenTheTimeHasCome() {
        exhaust(ADA);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        assertThat(throttle.admit(ADA)).isZero();
        assertThat(throttle.admit(ADA)).isPositive();
    }

    @Test
    void aRightPasswordStartsAfresh() {
        exhaust(ADA);
        throttle.forget(ADA);

        assertThat(throttle.admit(ADA)).isZero();
    }

    @Test
    void countsEachPairOfAccountAndAddress() {
        exhaust(ADA);

        assertThat(throttle.admit(Attempt.of("ada@example.org", "192.0.2.2"))).isZero();
        assertThat(throttle.admit(Attempt.of("bob@example.org", "192.0.2.1"))).isZero();
    }

    @Test
    void isNotFooledByCaseOrByAnotherAddressOfTheSameNetwork() {
        assertThat(Attempt.of(" ADA@example.org", "192.0.2.1")).isEqualTo(ADA);
        assertThat(Attempt.of("ada@example.org", "2001:db8:1:2:3:4:5:6"))
                .isEqualTo(Attempt.of("ada@example.org", "2001:db8:1:2:9:9:9:9"))
                .isNotEqualTo(Attempt.of("ada@example.org", "2001:db8:1:3:3:4:5:6"));
    }

    @Test
    void remembersOnlySoMany() {
        exhaust(ADA);
        for (int i = 0; i < ThreeAttempts.REMEMBERED; i++) {
            throttle.admit(Attempt.of(i + "@example.org", "192.0.2.1"));
        }

        assertThat(throttle.admit(ADA)).isZero();
    }

    private void exhaust(Attempt attempt) {
        for (int i = 0; i < 3; i++) {
            throttle.admit(attempt);
        }
    }

    private static final class ThreeAttempts implements LoginConfig {
        static final int REMEMBERED = 100;

        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public Duration refill() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int remembered() {
            return REMEMBERED;
        }
    }
}
