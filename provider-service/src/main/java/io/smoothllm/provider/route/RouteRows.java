package io.smoothllm.provider.route;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.provider.ownership.Owner;
import io.smoothllm.provider.provider.ProviderUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RouteRows implements PanacheRepositoryBase<RouteRow, UUID>, ProviderUse {
    private static final String USING =
            """
            select * from route
            where not deleted
              and candidates @> jsonb_build_array(jsonb_build_object('providerId', cast(:id as text)))
            """;

    /// Newest first, one more than the limit if there are more.
    ///
    /// @param text a LIKE pattern for the alias, or null
    /// @param after the last id of the page before, or null
    List<RouteRow> findVisible(Caller caller, String text, UUID after, int limit) {
        var where = new StringBuilder("deleted = false");
        var values = new Parameters();
        if (!caller.isAdmin()) {
            where.append(" and (ownerId is null or ownerId = :caller)");
            values.and("caller", caller.id());
        }
        if (text != null) {
            where.append(" and lower(alias) like :text escape '\\'");
            values.and("text", text);
        }
        if (after != null) {
            where.append(" and id < :after");
            values.and("after", after);
        }
        return find(where + " order by id desc", values).page(0, limit + 1).list();
    }

    Optional<RouteRow> findAlive(UUID id) {
        return findByIdOptional(id).filter(row -> !row.deleted);
    }

    Optional<RouteRow> lockAlive(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(row -> !row.deleted);
    }

    /// Whether an account that would see `owner`'s route sees another one of that alias. Waits for
    /// whoever is about to take the same.
    boolean isTaken(String alias, Owner owner, UUID self) {
        getSession()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('route/' || :alias, 0))"
                                + " as text)")
                .setParameter("alias", alias)
                .getSingleResult();
        var same = "alias = ?1 and id <> ?2 and deleted = false";
        return owner.isEveryone()
                ? count(same, alias, self) > 0
                : count(
                                same + " and (ownerId is null or ownerId = ?3)",
                                alias,
                                self,
                                owner.account())
                        > 0;
    }

    @Override
    public List<Use> usesOf(UUID provider) {
        var rows =
                getSession()
                        .createNativeQuery(USING, RouteRow.class)
                        .setParameter("id", provider.toString())
                        .getResultList();
        return rows.stream()
                .flatMap(
                        row ->
                                row.candidates.stream()
                                        .filter(c -> c.providerId().equals(provider))
                                        .map(c -> new Use(row.alias, row.owner(), c.model())))
                .toList();
    }

    /// Those that changed first before the others; deleted ones too, until everyone knows.
    List<RouteRow> findUnpublished(int limit) {
        return find("version <> publishedVersion order by updatedAt, id").page(0, limit).list();
    }
}
