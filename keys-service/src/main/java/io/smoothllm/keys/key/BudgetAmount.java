package io.smoothllm.keys.key;

import io.smoothllm.model.Money;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Nothing below zero, and no more than 30 digits when written out.
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = BudgetAmount.Check.class)
@interface BudgetAmount {
    String message() default "must be 0 or more, with at most 30 digits";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<BudgetAmount, Money> {
        private static final int DIGITS = 30;

        @Override
        public boolean isValid(Money amount, ConstraintValidatorContext context) {
            return amount == null
                    || (!amount.isNegative()
                            && amount.toString().replace(".", "").length() <= DIGITS);
        }
    }
}
