package io.smoothllm.provider.provider;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.provider.ownership.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ProviderRows implements PanacheRepositoryBase<ProviderRow, UUID> {

    /// Newest first, one more than the limit if there are more.
    List<ProviderRow> findVisible(Caller caller, ProviderFilter filter) {
        var where = new StringBuilder("deleted = false");
        var values = new Parameters();
        if (!caller.isAdmin()) {
            where.append(" and (ownerId is null or ownerId = :caller)");
            values.and("caller", caller.id());
        }
        if (filter.text() != null) {
            where.append(
                    " and (name like :text escape '\\' or lower(baseUrl) like :text escape '\\')");
            values.and("text", filter.text());
        }
        if (filter.dialect() != null) {
            where.append(" and dialect = :dialect");
            values.and("dialect", filter.dialect());
        }
        if (filter.enabled() != null) {
            where.append(" and enabled = :enabled");
            values.and("enabled", filter.enabled());
        }
        if (filter.after() != null) {
            where.append(" and id < :after");
            values.and("after", filter.after());
        }
        return find(where + " order by id desc", values).page(0, filter.limit() + 1).list();
    }

    List<ProviderRow> findAllAlive() {
        return list("deleted = false");
    }

    Optional<ProviderRow> findAlive(UUID id) {
        return findByIdOptional(id).filter(row -> !row.deleted);
    }

    Optional<ProviderRow> lockAlive(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(row -> !row.deleted);
    }

    /// Locked against deletion until the transaction ends; always in one order.
    List<ProviderRow> shareAlive(Collection<UUID> ids) {
        return find("id in ?1 and deleted = false order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .list();
    }

    /// Whether an account that would see `owner`'s provider sees another one of that name.
    ///
    /// Waits for whoever is about to take the same name: a unique index cannot span what is shared
    /// and what is private.
    boolean isTaken(String name, Owner owner, UUID self) {
        getSession()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('provider/' || :name, 0)) as text)")
                .setParameter("name", name)
                .getSingleResult();
        var same = "name = ?1 and id <> ?2 and deleted = false";
        return owner.isEveryone()
                ? count(same, name, self) > 0
                : count(
                                same + " and (ownerId is null or ownerId = ?3)",
                                name,
                                self,
                                owner.account())
                        > 0;
    }

    /// Those that changed first before the others; deleted ones too, until everyone knows.
    List<ProviderRow> findUnpublished(int limit) {
        return find("version <> publishedVersion order by updatedAt, id").page(0, limit).list();
    }
}
