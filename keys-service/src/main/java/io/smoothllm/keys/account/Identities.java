package io.smoothllm.keys.account;

import io.smoothllm.keys.account.VouchedPeople.Vouched;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;

/// Which account is whose at an issuer. Written once and deleted, never changed, so there is no
/// entity.
@ApplicationScoped
class Identities {
    private final EntityManager database;

    Identities(EntityManager database) {
        this.database = database;
    }

    Optional<UUID> accountOf(Vouched person) {
        return database.createNativeQuery(
                        "select account_id from identity where issuer = ?1 and subject = ?2",
                        UUID.class)
                .setParameter(1, person.issuer())
                .setParameter(2, person.subject())
                .getResultStream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /// Whether the account is somebody's at that issuer.
    boolean isTaken(UUID account, String issuer) {
        return !database.createNativeQuery(
                        "select 1 from identity where account_id = ?1 and issuer = ?2",
                        Integer.class)
                .setParameter(1, account)
                .setParameter(2, issuer)
                .getResultList()
                .isEmpty();
    }

    void link(Vouched person, UUID account) {
        database.createNativeQuery(
                        """
                        insert into identity (issuer, subject, account_id, linked_at)
                        values (?1, ?2, ?3, now())
                        """)
                .setParameter(1, person.issuer())
                .setParameter(2, person.subject())
                .setParameter(3, account)
                .executeUpdate();
    }

    void forget(UUID account) {
        database.createNativeQuery("delete from identity where account_id = ?1")
                .setParameter(1, account)
                .executeUpdate();
    }
}
