package io.smoothllm.keys.token;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.smoothllm.keys.turn.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SigningKeys implements PanacheRepositoryBase<SigningKey, UUID> {
    Optional<SigningKey> findInUse() {
        return find("retiredAt is null").firstResultOptional();
    }

    /// Newest first.
    List<SigningKey> findVerifying(Instant retiredAfter) {
        return list(
                "retiredAt is null or retiredAt > ?1 order by createdAt desc, id", retiredAfter);
    }

    void deleteRetiredBefore(Instant time) {
        delete("retiredAt <= ?1", time);
    }

    void lockRing() {
        Turn.SIGNING_KEYS.await(getEntityManager());
    }
}
