package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.provider.preset.Preset;
import io.smoothllm.provider.preset.Presets;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.sealing.AwsKeys;
import io.smoothllm.provider.upstream.BaseUrl;
import java.util.List;

/// Where a provider is and what it speaks: as was said, and for the rest as its preset says.
///
/// @param preset null = none
public record Destination(Preset preset, Dialect dialect, BaseUrl baseUrl) {

    /// @param presetName null or blank = none
    /// @param dialect null = the preset's
    /// @param baseUrl null or blank = the preset's, or where everyone finds that dialect's provider
    /// @param errors gets what is wrong; without any, the result is whole
    public static Destination of(
            String presetName, Dialect dialect, String baseUrl, List<FieldError> errors) {
        var preset = preset(presetName, errors);
        var spoken = dialect(preset, dialect, presetName, errors);
        return new Destination(preset, spoken, baseUrl(preset, spoken, baseUrl, errors));
    }

    /// @param key null = none
    /// @param errors gets what is wrong with it
    public void checkKey(ApiKey key, List<FieldError> errors) {
        if (dialect == Dialect.BEDROCK) {
            AwsKeys.faultOf(key).ifPresent(fault -> errors.add(new FieldError("apiKey", fault)));
        }
    }

    Compatibility compatibility() {
        return preset == null ? Compatibility.DEFAULT : preset.compatibility();
    }

    String presetName() {
        return preset == null ? null : preset.name();
    }

    private static Preset preset(String name, List<FieldError> errors) {
        if (isSilent(name)) {
            return null;
        }
        var found = Presets.find(name.strip());
        if (found.isEmpty()) {
            errors.add(new FieldError("preset", "is none of GET /api/v1/providers/presets"));
        }
        return found.orElse(null);
    }

    /// A preset's values are true for its dialect only.
    private static Dialect dialect(
            Preset preset, Dialect given, String presetName, List<FieldError> errors) {
        if (preset == null) {
            if (given == null && isSilent(presetName)) {
                errors.add(new FieldError("dialect", "is missing"));
            }
            return given;
        }
        if (given != null && given != preset.dialect()) {
            errors.add(new FieldError("dialect", "is not the preset's, " + preset.dialect()));
        }
        return preset.dialect();
    }

    private static BaseUrl baseUrl(
            Preset preset, Dialect dialect, String given, List<FieldError> errors) {
        if (dialect == null) {
            return null;
        }
        boolean known = isSilent(given) && preset != null && preset.baseUrl() != null;
        try {
            return BaseUrl.of(known ? preset.baseUrl().toString() : given, dialect);
        } catch (IllegalArgumentException e) {
            boolean hinted = isSilent(given) && preset != null && preset.baseUrlHint() != null;
            errors.add(
                    new FieldError(
                            "baseUrl",
                            hinted ? "is needed: " + preset.baseUrlHint() : e.getMessage()));
            return null;
        }
    }

    private static boolean isSilent(String text) {
        return text == null || text.isBlank();
    }
}
