package io.smoothllm.model.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualKeyTest {
    private static final UUID ID = UUID.fromString("0199d2a4-7c1e-7f00-8000-0000000000ff");

    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "0199d2a4-7c1e-7f00-8000-0000000000ff",
                "ffffffff-ffff-ffff-ffff-ffffffffffff"
            })
    void carriesItsIdThroughItsSpelling(UUID id) {
        var minted = VirtualKey.mint(id, random);

        var parsed = VirtualKey.parse(minted.reveal()).orElseThrow();

        assertThat(parsed.id()).isEqualTo(id);
        assertThat(parsed.sha256()).isEqualTo(minted.sha256());
    }

    @Test
    void isSpelledAsDocumented() {
        assertThat(VirtualKey.mint(ID, random).reveal()).matches("sk-smooth-[0-9A-Za-z]{60}");
    }

    @Test
    void isRefusedWhenAnyCharacterIsAnother() {
        var text = VirtualKey.mint(ID, random).reveal();

        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            var changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(VirtualKey.parse(changed)).as("character %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-smooth-",
                "sk-1234",
                "sk-smooth-ÄÖÜ4567890123456789012345678901234567890123456789012345678901"
            })
    void garbageIsNoKey(String text) {
        assertThat(VirtualKey.parse(text)).isEmpty();
    }

    @Test
    void doesNotPrintItself() {
        var key = VirtualKey.mint(ID, random);

        assertThat(key.toString())
                .doesNotContain(key.reveal().substring(10, 66))
                .endsWith(key.lastFour());
    }
}
