package io.smoothllm.model.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.Wire;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.price.PriceSource;
import io.smoothllm.model.price.PriceTier;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogModelTest {
    @Test
    void everyPriceKeepsItsPlaceOnTheWire() {
        var tier =
                new PriceTier(200_000, usd("8"), usd("9"), usd("10"), usd("11"), null, usd("12"));
        var prices =
                new PriceList(
                        usd("1"),
                        usd("2"),
                        usd("3"),
                        usd("4"),
                        usd("5"),
                        usd("6"),
                        usd("7"),
                        List.of(tier));
        var model = new CatalogModel("m", "upstream/m", prices, PriceSource.DEFAULT, 6, 7);

        var read = Wire.read(Wire.write(model), CatalogModel.class);

        assertThat(read).isEqualTo(model);
    }

    @Test
    void pricesStandAmongTheModelsOwnFields() {
        var prices = new PriceList(usd("1"), null, null, null, null, null, null, null);

        var json = Wire.write(new CatalogModel("m", null, prices, null, null, null));

        assertThat(new String(json, UTF_8))
                .isEqualTo(
                        """
                        {"name":"m","upstreamName":"m","inputPrice":"1","tiers":[],"priceSource":"OWN"}\
                        """);
    }

    @Test
    void whatAnOlderWriterPricedIsItsOwn() {
        var json = "{\"name\":\"m\",\"cacheWritePrice\":\"4\"}";

        var model = Wire.read(json.getBytes(UTF_8), CatalogModel.class);

        var prices = new PriceList(null, null, null, usd("4"), null, null, null, List.of());
        assertThat(model)
                .isEqualTo(new CatalogModel("m", "m", prices, PriceSource.OWN, null, null));
    }

    @Test
    void whatAnOlderWriterDidNotPriceFollowsTheDefaults() {
        var model = Wire.read("{\"name\":\"m\"}".getBytes(UTF_8), CatalogModel.class);

        assertThat(model).isEqualTo(CatalogModel.unlisted("m"));
        assertThat(model.priceSource()).isEqualTo(PriceSource.DEFAULT);
    }

    private static Money usd(String amount) {
        return Money.of(amount);
    }
}
