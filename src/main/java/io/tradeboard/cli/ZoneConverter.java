package io.tradeboard.cli;

import io.tradeboard.text.Printable;
import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code UTC}, {@code Europe/Berlin} or {@code +05:30}. */
final class ZoneConverter implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    Printable.quote(text) + " is not a time zone such as UTC or Europe/Berlin");
        }
    }
}
