package io.smoothllm.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.audit.FieldChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void onlyWhatIsDifferentIsAChange() {
        var before = Facts.none().with("name", "a").with("limit", 5).with("tags", List.of("x"));
        var after = Facts.none().with("name", "b").with("limit", 5).with("tags", List.of());

        assertThat(before.changesTo(after))
                .containsExactly(
                        new FieldChange("name", "a", "b"), new FieldChange("tags", "x", null));
    }

    @Test
    void aNewThingHasOnlyNewValues() {
        var made = Facts.none().with("name", "a").with("expiresAt", null).with("enabled", true);

        assertThat(Facts.none().changesTo(made))
                .containsExactly(
                        new FieldChange("name", null, "a"),
                        new FieldChange("enabled", null, "true"));
    }

    @Test
    void aLongValueIsCutButItsChangeIsNotMissed() {
        var before = Facts.none().with("models", "x".repeat(600) + "1");
        var after = Facts.none().with("models", "x".repeat(600) + "2");

        assertThat(before.changesTo(after))
                .singleElement()
                .satisfies(change -> assertThat(change.to()).hasSize(501).endsWith("…"));
    }
}
