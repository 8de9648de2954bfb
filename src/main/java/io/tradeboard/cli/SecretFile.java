package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A file with a password.
 *
 * <p>What everybody can read is refused, unless nobody can change that, because the file system is read-only, as a
 * mounted secret of a container is. What a group can read is accepted from an owner who is root or the current user; such
 * an owner has chosen the group.
 */
final class SecretFile {
    private static final String ROOT = "root";

    private final Path file;
    private final Predicate<Path> isReadOnly;

    SecretFile(Path file) {
        this(file, SecretFile::isOnReadOnlyFileSystem);
    }

    /** @param isReadOnly whether nobody can change the mode of a file */
    SecretFile(Path file, Predicate<Path> isReadOnly) {
        this.file = file;
        this.isReadOnly = isReadOnly;
    }

    /**
     * The password, without the line end behind it.
     *
     * @param warnings what may be a mistake
     * @throws UsageException if others can read the file, or there is no password in it
     */
    String read(Consumer<String> warnings) throws IOException {
        check(warnings);
        try {
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new UsageException("the password file " + file + " is empty");
            }
            return password;
        } catch (CharacterCodingException e) {
            throw new UsageException("the password file " + file + " is not UTF-8", e);
        }
    }

    /**
     * Checks who can read it.
     *
     * @param warnings what may be a mistake
     * @throws UsageException if others can
     */
    void check(Consumer<String> warnings) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> mode = attributes.permissions();
        boolean byOthers =
                mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_WRITE);
        boolean byGroup =
                mode.contains(PosixFilePermission.GROUP_READ) || mode.contains(PosixFilePermission.GROUP_WRITE);
        if (byOthers && !isReadOnly.test(file)) {
            throw new UsageException("the password file " + file + " can be read by others; chmod 600 " + file);
        }
        if (byOthers) {
            warnings.accept("the password file " + file + " can be read by others");
        } else if (byGroup && !isTrusted(attributes.owner().getName())) {
            warnings.accept("the password file " + file + " can be read by a group, and belongs to "
                    + attributes.owner().getName());
        }
    }

    private static boolean isTrusted(String owner) {
        return owner.equals(ROOT)
                || owner.equals("0")
                || ProcessHandle.current().info().user().filter(owner::equals).isPresent();
    }

    private static boolean isOnReadOnlyFileSystem(Path file) {
        try {
            FileStore store = Files.getFileStore(file);
            return store.isReadOnly();
        } catch (IOException e) {
            // Some mounts cannot be found by their path, and none of them is known to be read-only.
            return false;
        }
    }
}
