package io.smoothllm.provider.provider;

import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.provider.stack.CatalogTopic;
import io.smoothllm.provider.stack.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where the prices of a provider's models come from.
@QuarkusTest
class ModelPricingTest {
    private static final String PROVIDERS = "/api/v1/providers/";

    private final Person admin = Person.anAdmin();

    @Test
    void aModelWithoutPricesGetsTheDefaultWhichIsShownAndPublished() {
        var id = saved(admin, anthropic(Map.of("name", "claude-sonnet-4-5")));

        var model = read(id).<Map<String, Object>>get("models[0]");

        assertThat(model)
                .containsEntry("priceSource", "DEFAULT")
                .containsEntry("inputPrice", "3")
                .containsEntry("cacheWriteHourPrice", "6");
        try (var topic = new CatalogTopic()) {
            var entry = (CatalogProvider) topic.await("provider/" + id, 1);
            var prices = entry.models().getFirst().prices();
            assertThat(prices.outputPrice()).isEqualTo(Money.of("15"));
            assertThat(prices.tiers().getFirst().outputPrice()).isEqualTo(Money.of("22.5"));
        }
    }

    @Test
    void itIsFoundByTheNameTheProviderUses() {
        var id =
                saved(
                        admin,
                        anthropic(
                                Map.of(
                                        "name", "best",
                                        "upstreamName", "claude-sonnet-4-5-20250929")));

        assertThat(read(id).getString("models[0].inputPrice")).isEqualTo("3");
    }

    @Test
    void anyPriceOfOnesOwnReplacesAllOfThem() {
        var id = saved(admin, anthropic(Map.of("name", "claude-sonnet-4-5", "inputPrice", "1")));

        assertThat(read(id).<Map<String, Object>>get("models[0]"))
                .containsEntry("priceSource", "OWN")
                .containsEntry("inputPrice", "1")
                .containsEntry("outputPrice", null)
                .containsEntry("tiers", List.of());
    }

    @Test
    void whoWantsNoPriceSaysSo() {
        var id = saved(admin, anthropic(Map.of("name", "claude-sonnet-4-5", "priceSource", "OWN")));

        assertThat(read(id).<Map<String, Object>>get("models[0]"))
                .containsEntry("priceSource", "OWN")
                .containsEntry("inputPrice", null);
    }

    @Test
    void anUnknownModelStaysUnpriced() {
        var id = saved(admin, anthropic(Map.of("name", "of-next-year")));

        try (var topic = new CatalogTopic()) {
            var entry = (CatalogProvider) topic.await("provider/" + id, 1);
            assertThat(entry.models().getFirst().prices()).isEqualTo(PriceList.NONE);
        }
    }

    @Test
    void aServerOfOnesOwnHasNoDefaultPrices() {
        var model = Map.of("name", "claude-sonnet-4-5");
        var id = saved(admin, with(aProvider(), "models", List.of(model)));

        assertThat(read(id).<Object>get("models[0].inputPrice")).isNull();
    }

    @Test
    void whatWasReadMayBeWrittenBackThoughTheAddressChanges() {
        var id = saved(admin, anthropic(Map.of("name", "claude-sonnet-4-5")));
        Map<String, Object> read = read(id).getMap("");
        var moved = with(with(read, "baseUrl", "https://llm.corp.example"), "preset", "");
        moved.put("apiKey", "sk-new-host-0123456789");
        moved.put("dialect", "ANTHROPIC");

        var reply = admin.asks().body(moved).put(PROVIDERS + id);

        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        assertThat(reply.jsonPath().<Object>get("models[0].inputPrice")).isNull();
        assertThat(reply.jsonPath().getString("models[0].priceSource")).isEqualTo("DEFAULT");
    }

    @Test
    void aDefaultPriceCannotBeChangedByTheWay() {
        var id = saved(admin, anthropic(Map.of("name", "claude-sonnet-4-5")));
        var cheaper =
                Map.of("name", "claude-sonnet-4-5", "inputPrice", "1", "priceSource", "DEFAULT");

        var reply = admin.asks().body(anthropic(cheaper)).put(PROVIDERS + id);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getList("errors.field"))
                .containsExactly("models[0].priceSource");
        assertThat(read(id).getString("models[0].inputPrice")).isEqualTo("3");
    }

    private static Map<String, Object> anthropic(Map<String, ?> model) {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "anthropic");
        return with(wish, "models", List.of(model));
    }

    private JsonPath read(String id) {
        return admin.asks().get(PROVIDERS + id).then().statusCode(200).extract().jsonPath();
    }
}
