package io.tradeboard.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the API document says of a field, or of a document. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@interface Doc {
    /** A pattern of amounts. */
    String AMOUNT = "^[0-9]+(\\.[0-9]+)?$";

    /** A format: {@code 2026-11-22}. */
    String DATE = "date";

    /** A format: {@code 2026-11-22T14:32:00.123Z}. */
    String TIME = "date-time";

    /** In sentences, for somebody who has not read anything else. */
    String value();

    /** The only value there is. */
    String constant() default "";

    /** A regular expression that every value matches. */
    String pattern() default "";

    /** A format that JSON Schema knows. */
    String format() default "";

    /** How many elements a list has; 0 where that differs. */
    int items() default 0;

    /** An example, as JSON unless it is a string. */
    String example() default "";
}
