package io.smoothllm.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @ParameterizedTest
    @CsvSource({
        "bedrock-runtime.eu-west-1.amazonaws.com, eu-west-1",
        "Bedrock-Runtime.US-EAST-1.amazonaws.com, us-east-1",
        "bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "bedrock-runtime.cn-north-1.amazonaws.com.cn, cn-north-1",
        "bedrock-runtime.ap-southeast-2.api.aws, ap-southeast-2",
        "bedrock-runtime.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
        "llm.us-isob-east-1.example.com, us-isob-east-1",
        "vpce-0a1b2c-x9.bedrock-runtime.eu-central-1.vpce.amazonaws.com, eu-central-1"
    })
    void hostsOfAwsNameTheirRegion(String host, String region) {
        assertThat(Region.namedBy(host)).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "bedrock.example.com",
                "bedrock-runtime.example.com",
                "eu-west-1",
                "my-eu-west-1.example.com"
            })
    void othersDoNot(String host) {
        assertThat(Region.namedBy(host)).isNull();
    }

    @Test
    void keysAreToldFromAnApiKeyByTheirForm() {
        assertThat(Credential.parse("AKIAIOSFODNN7EXAMPLE:a/b+c"))
                .isEqualTo(new Credential.AwsKeys("AKIAIOSFODNN7EXAMPLE", "a/b+c", null));
        assertThat(Credential.parse("ASIAIOSFODNN7EXAMPLE:a/b+c:to/ken=="))
                .isEqualTo(new Credential.AwsKeys("ASIAIOSFODNN7EXAMPLE", "a/b+c", "to/ken=="));
        assertThat(Credential.parse("AKIA-but-no-keys"))
                .isEqualTo(new Credential.ApiKey("AKIA-but-no-keys"));
        assertThat(Credential.parse("bedrock-api-key-Y2FsbA=="))
                .isEqualTo(new Credential.ApiKey("bedrock-api-key-Y2FsbA=="));
        assertThat(Credential.parse(null)).isEqualTo(new Credential.None());
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(Credential.parse("ASIAIOSFODNN7EXAMPLE:hidden:hidden"))
                .asString()
                .doesNotContain("hidden");
        assertThat(Credential.parse("hidden")).asString().doesNotContain("hidden");
    }
}
