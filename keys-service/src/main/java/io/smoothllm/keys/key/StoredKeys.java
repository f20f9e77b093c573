package io.smoothllm.keys.key;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Deleted keys are seen by the outbox only.
@ApplicationScoped
class StoredKeys implements PanacheRepositoryBase<StoredKey, UUID> {
    private static final String OWNED =
            """
            select k, a.email, a.enabled
            from StoredKey k join Account a on a.id = k.accountId
            where\s""";

    List<OwnedKey> findPage(KeyFilter filter, Instant now) {
        var where = filter.where(now);
        var query = owned(where.text() + " order by k.id desc");
        where.parameters().forEach(query::setParameter);
        return query.setMaxResults(filter.page().size() + 1).getResultList();
    }

    Optional<OwnedKey> findOwned(UUID id) {
        return owned("k.id = :id and k.deletedAt is null")
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    Optional<OwnedKey> findBySecret(byte[] sha256, Instant now) {
        return owned(
                        """
                        k.deletedAt is null
                        and (k.secretSha256 = :sha256
                             or k.previousSha256 = :sha256 and k.previousValidUntil > :now)
                        """)
                .setParameter("sha256", sha256)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    Optional<StoredKey> lock(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<OwnedKey> findUnpublished(int limit) {
        return owned("k.version <> k.publishedVersion order by k.updatedAt, k.id")
                .setMaxResults(limit)
                .getResultList();
    }

    /// In the order of ids, as everyone does who locks several keys, so that nobody waits in a
    /// circle.
    List<StoredKey> lockAllOf(UUID account) {
        return find("accountId = ?1 and deletedAt is null order by id", account)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    private TypedQuery<OwnedKey> owned(String where) {
        return getEntityManager().createQuery(OWNED + where, OwnedKey.class);
    }
}
