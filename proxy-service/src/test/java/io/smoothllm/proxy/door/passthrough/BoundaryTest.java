package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.proxy.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "multipart/form-data; boundary=abc|abc",
                "multipart/form-data;boundary=abc|abc",
                "Multipart/Form-Data; charset=utf-8 ; Boundary=abc ;|abc",
                "multipart/form-data; boundary=\"a b\\c:'()+_,-./=?\"|a bc:'()+_,-./=?",
                "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk|----WebKitFormBoundary7MA4YWxk"
            })
    void isReadAsItIsWritten(String contentType, String boundary) {
        assertThat(Boundary.isForm(contentType)).isTrue();
        assertThat(Boundary.of(contentType).text()).isEqualTo(boundary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"abc",
                "multipart/form-data; boundary=\"abc \"",
                "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data boundary=a",
                "multipart/form-data; boundary=a b",
                "multipart/form-data; boundary=ö",
                "multipart/form-data; boundary="
                        + "1234567890123456789012345678901234567890123456789012345678901234567890x",
            })
    void anythingElseIsRefused(String contentType) {
        assertThatThrownBy(() -> Boundary.of(contentType)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "multipart/form-datas; boundary=a", "multipart/mixed"})
    void onlyFormsAreForms(String contentType) {
        assertThat(Boundary.isForm(contentType)).isFalse();
    }
}
