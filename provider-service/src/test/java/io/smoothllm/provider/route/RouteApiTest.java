package io.smoothllm.provider.route;

import static io.smoothllm.provider.stack.Wishes.aCandidate;
import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aName;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.aRoute;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.savedRoute;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.provider.stack.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RouteApiTest {
    private static final String MODEL = "gpt-5-mini";

    private final Person admin = Person.anAdmin();
    private final Person member = Person.aMember();

    @Test
    void whatIsCreatedIsReadBack() {
        var provider = saved(admin, aProvider());
        var candidate = aCandidate(provider, MODEL);
        candidate.put("priority", 1);

        var reply = admin.asks().body(aRoute(candidate)).post("/api/v1/routes");

        assertThat(reply.statusCode()).isEqualTo(201);
        var made = reply.jsonPath();
        var id = made.getString("id");
        assertThat(reply.header("Location")).endsWith("/api/v1/routes/" + id);
        assertThat(read(id).jsonPath().getMap("")).isEqualTo(made.getMap(""));
        assertThat(made.getMap(""))
                .containsEntry("enabled", true)
                .containsEntry("shared", true)
                .containsEntry("version", 1);
        assertThat(made.getMap("candidates[0]"))
                .containsOnly(
                        Map.entry("providerId", provider),
                        Map.entry("model", MODEL),
                        Map.entry("priority", 1),
                        Map.entry("weight", 100));
    }

    @Test
    void replacingBumpsTheVersionAndRefusesAnOldOne() {
        var route = aRoute(aCandidate(saved(admin, aProvider()), MODEL));
        var id = savedRoute(admin, route);

        var replaced = replace(admin, id, with(with(route, "enabled", false), "version", 1));
        var late = replace(admin, id, with(route, "version", 1));

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.jsonPath().getInt("version")).isEqualTo(2);
        assertThat(replaced.jsonPath().getBoolean("enabled")).isFalse();
        assertThat(late.statusCode()).isEqualTo(409);
    }

    @Test
    void aCandidateMustBeAProviderAndAModelOfIt() {
        var provider = saved(admin, aProvider());

        var reply =
                admin.asks()
                        .body(
                                aRoute(
                                        aCandidate(UUID.randomUUID().toString(), MODEL),
                                        aCandidate(provider, "gpt-nobody-has"),
                                        aCandidate(provider, MODEL),
                                        aCandidate(provider, MODEL)))
                        .post("/api/v1/routes");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getList("errors.field"))
                .containsExactly(
                        "candidates[0].providerId", "candidates[1].model", "candidates[3]");
    }

    @Test
    void aModelMayGoByItsUpstreamNameAndAnyNameDoesWhereNoneAreListed() {
        var model = aModel("fast");
        model.put("upstreamName", "vendor/fast-2026");
        var listed = saved(admin, with(aProvider(), "models", List.of(model)));
        var open = saved(admin, without(aProvider(), "models"));

        var reply =
                admin.asks()
                        .body(
                                aRoute(
                                        aCandidate(listed, "vendor/fast-2026"),
                                        aCandidate(open, "whatever")))
                        .post("/api/v1/routes");

        assertThat(reply.statusCode()).isEqualTo(201);
    }

    @Test
    void aSharedRouteCannotLendAMembersProvider() {
        var provider = saved(member, aProvider());

        var shared = create(admin, aRoute(aCandidate(provider, MODEL)));
        var foreign = create(Person.aMember(), aRoute(aCandidate(provider, MODEL)));
        var own = create(member, aRoute(aCandidate(provider, MODEL)));

        assertThat(shared.statusCode()).isEqualTo(400);
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(own.statusCode()).isEqualTo(201);
    }

    @Test
    void aProviderThatARouteUsesStays() {
        var provider = saved(admin, aProvider());
        var route = aRoute(aCandidate(provider, MODEL));
        var routeId = savedRoute(admin, route);
        savedRoute(member, aRoute(aCandidate(provider, MODEL)));

        var refused = admin.asks().delete("/api/v1/providers/" + provider);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type"))
                .isEqualTo("urn:smoothllm:problem:used-by-routes");
        assertThat(refused.jsonPath().getString("detail")).contains((String) route.get("alias"));
        assertThat(read(routeId).statusCode()).isEqualTo(200);
    }

    @Test
    void aProviderIsFreeOnceItsRoutesAreGone() {
        var provider = saved(admin, aProvider());
        var route = savedRoute(admin, aRoute(aCandidate(provider, MODEL)));

        admin.asks().delete("/api/v1/routes/" + route).then().statusCode(204);

        assertThat(read(route).statusCode()).isEqualTo(404);
        assertThat(admin.asks().delete("/api/v1/providers/" + provider).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aModelThatARouteUsesStaysInItsProvider() {
        var wish = aProvider();
        var provider = saved(admin, wish);
        savedRoute(admin, aRoute(aCandidate(provider, MODEL)));

        var other = with(wish, "models", List.of(aModel("another")));
        var refused = admin.asks().body(other).put("/api/v1/providers/" + provider);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("detail")).startsWith("The model is used by ");
    }

    @Test
    void anAliasIsUniqueInWhatAnAccountSees() {
        var candidate = aCandidate(saved(admin, aProvider()), MODEL);
        var shared = aRoute(candidate);
        var own = aRoute(candidate);
        savedRoute(admin, shared);
        savedRoute(member, own);

        assertThat(create(member, shared).statusCode()).isEqualTo(409);
        assertThat(create(admin, own).statusCode()).isEqualTo(409);
        assertThat(create(Person.aMember(), own).statusCode()).isEqualTo(201);
    }

    @Test
    void listsArePagedAndSearchable() {
        var candidate = aCandidate(saved(admin, aProvider()), MODEL);
        var mark = aName();
        var first = savedRoute(member, with(aRoute(candidate), "alias", mark + "/a"));
        var second = savedRoute(member, with(aRoute(candidate), "alias", mark + "/b"));

        var page = list(member, mark, "").jsonPath();
        var last = list(member, mark, page.getString("next")).jsonPath();

        assertThat(page.getList("items.id")).containsExactly(second);
        assertThat(last.getList("items.id")).containsExactly(first);
        assertThat(last.getString("next")).isNull();
        assertThat(list(Person.aMember(), mark, "").jsonPath().getList("items")).isEmpty();
    }

    private Response read(String id) {
        return admin.asks().get("/api/v1/routes/" + id);
    }

    private static Response create(Person person, Map<String, Object> route) {
        return person.asks().body(route).post("/api/v1/routes");
    }

    private static Response replace(Person person, String id, Map<String, Object> route) {
        return person.asks().body(route).put("/api/v1/routes/" + id);
    }

    private static Response list(Person person, String text, String cursor) {
        return person.asks()
                .queryParam("q", text)
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/api/v1/routes");
    }
}
