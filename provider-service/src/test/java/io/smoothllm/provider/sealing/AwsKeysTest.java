package io.smoothllm.provider.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsKeysTest {
    @Test
    void aUsersKeysHaveTwoParts() {
        assertThat(AwsKeys.in(ApiKey.of("AKIA0001:secret/+")))
                .hasValue(new AwsKeys("AKIA0001", "secret/+", null));
    }

    @Test
    void temporaryKeysHaveThree() {
        assertThat(AwsKeys.in(ApiKey.of("ASIA0001:secret:token/+==")))
                .hasValue(new AwsKeys("ASIA0001", "secret", "token/+=="));
    }

    /// They go as bearers, whatever they look like.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ABSKQmVkcm9ja0FQSUtleQ==",
                "bedrock-api-key-YWJj",
                "user:AKIA0001",
                "akia0001:x"
            })
    void otherKeysAreNone(String key) {
        assertThat(AwsKeys.in(ApiKey.of(key))).isEmpty();
        assertThat(AwsKeys.faultOf(ApiKey.of(key))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIA0001",
                "AKIA0001:",
                "AKIA0001::token",
                "AKIA0001:a:b:c",
                "AKIA:x",
                "ASIA0001:secret"
            })
    void whatBeginsAsOneAndIsNotIsAFault(String key) {
        assertThat(AwsKeys.faultOf(ApiKey.of(key)).orElseThrow())
                .contains("ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIA0001:secret", "ASIA0001:secret:token", ""})
    void aWholeOneIsNoFault(String key) {
        assertThat(AwsKeys.faultOf(ApiKey.of(key))).isEmpty();
    }

    @Test
    void theyDoNotPrintThemselves() {
        assertThat(new AwsKeys("AKIA0001", "secret", "token")).asString().isEqualTo("AwsKeys[…]");
    }
}
