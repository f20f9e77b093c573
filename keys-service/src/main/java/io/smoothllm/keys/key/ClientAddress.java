package io.smoothllm.keys.key;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An [AddressBlock].
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ClientAddress.Check.class)
@interface ClientAddress {
    String message() default "must be an IPv4 or IPv6 address, or a block as 10.0.0.0/8";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<ClientAddress, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || AddressBlock.parse(text).isPresent();
        }
    }
}
