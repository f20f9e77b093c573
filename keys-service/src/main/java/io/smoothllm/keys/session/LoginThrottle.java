package io.smoothllm.keys.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// A bucket of attempts for each pair of account and address. An attempt is taken before the
/// password is looked at, so that many at once get no more than many in a row.
@ApplicationScoped
class LoginThrottle {
    /// Who tries to sign in as whom.
    record Attempt(String email, String network) {
        static Attempt of(String email, String address) {
            return new Attempt(email.strip().toLowerCase(Locale.ROOT), network(address));
        }

        /// An IPv6 subscriber has 2^64 addresses: the network counts, not the address.
        private static String network(String address) {
            if (address.indexOf(':') < 0) {
                return address;
            }
            var groups = address.split(":", -1);
            var network = new StringBuilder();
            for (int i = 0; i < Math.min(4, groups.length) && !groups[i].isEmpty(); i++) {
                network.append(groups[i]).append(':');
            }
            return network.toString();
        }
    }

    private final LoginConfig config;
    private final LongSupplier nanos;
    private final Map<Attempt, Bucket> buckets =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Attempt, Bucket> eldest) {
                    return size() > config.remembered();
                }
            };

    @Inject
    LoginThrottle(LoginConfig config) {
        this(config, System::nanoTime);
    }

    LoginThrottle(LoginConfig config, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
    }

    /// @return how long to wait; zero = go ahead
    Duration admit(Attempt attempt) {
        long now = nanos.getAsLong();
        double perNano = 1.0 / config.refill().toNanos();
        synchronized (buckets) {
            var bucket =
                    buckets.getOrDefault(attempt, new Bucket(config.attempts(), now))
                            .refilled(now, perNano, config.attempts());
            if (bucket.isEmpty()) {
                return Duration.ofNanos((long) ((1 - bucket.left()) / perNano));
            }
            buckets.put(attempt, bucket.lessOne());
            return Duration.ZERO;
        }
    }

    /// The password was right.
    void forget(Attempt attempt) {
        synchronized (buckets) {
            buckets.remove(attempt);
        }
    }
}
