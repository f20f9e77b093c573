package io.smoothllm.model.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.Wire;
import org.junit.jupiter.api.Test;

class CatalogModelTest {
    @Test
    void everyPriceKeepsItsPlaceOnTheWire() {
        var model =
                new CatalogModel(
                        "m",
                        "upstream/m",
                        Money.of("1"),
                        Money.of("2"),
                        Money.of("3"),
                        Money.of("4"),
                        Money.of("5"),
                        6,
                        7);

        assertThat(Wire.read(Wire.write(model), CatalogModel.class)).isEqualTo(model);
    }

    @Test
    void aModelOfAnOlderWriterHasNoPriceForAnHour() {
        var json = "{\"name\":\"m\",\"cacheWritePrice\":\"4\"}";

        var model = Wire.read(json.getBytes(UTF_8), CatalogModel.class);

        assertThat(model)
                .isEqualTo(new CatalogModel("m", "m", null, null, null, Money.of("4"), null, null));
    }
}
