package io.smoothllm.keys.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3/8, 10.0.0.0/8",
        "192.168.1.77/31, 192.168.1.76/31",
        "10.1.2.3/32, 10.1.2.3/32",
        "1.2.3.4/0, 0.0.0.0/0",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "2001:db8:ffff::1/33, 2001:db8:8000:0:0:0:0:0/33",
        "::/0, 0:0:0:0:0:0:0:0/0",
        "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    })
    void readsAddressesAndBlocks(String text, String canonical) {
        assertThat(AddressBlock.parse(text)).map(AddressBlock::text).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/8",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4.",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/08",
                "1.2.3.4/8/8",
                "1.2.3.4/+8",
                " 1.2.3.4",
                ":",
                ":::",
                "::1%eth0",
                "[::1]",
                "::1/129",
                "::ffff:10.0.0.1",
                "0x7f.1",
                "12345::",
                "1.2.3.4\n"
            })
    void refusesEverythingElse(String text) {
        assertThat(AddressBlock.parse(text)).isEmpty();
    }
}
