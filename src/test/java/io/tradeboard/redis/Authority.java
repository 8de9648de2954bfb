package io.tradeboard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A private authority and the servers that it vouches for, made by the {@code keytool} of this Java. */
public final class Authority {
    private static final String PASSWORD = "not-secret";

    private final Path directory;
    private final Path store;

    /** A certificate and its key, each in a file as OpenSSL reads it. */
    public record Server(Path certificate, Path key) {}

    public Authority(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.store = directory.resolve("authority.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:critical=ca:true");
    }

    /** The certificate of the authority itself, in PEM. */
    public Path file() throws IOException, GeneralSecurityException {
        return write("authority.pem", "CERTIFICATE", certificate("authority").getEncoded());
    }

    /**
     * Vouches for a server.
     *
     * @param names as keytool writes them: {@code dns:localhost,ip:127.0.0.1}
     * @param more arguments of keytool
     */
    public Server server(String name, String names, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-signer", "authority", "-ext", "san=" + names));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
        Key key = open().getKey(name, PASSWORD.toCharArray());
        return new Server(
                write(name + ".pem", "CERTIFICATE", certificate(name).getEncoded()),
                write(name + ".key", "PRIVATE KEY", key.getEncoded()));
    }

    private Certificate certificate(String alias) throws IOException, GeneralSecurityException {
        return open().getCertificate(alias);
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private Path write(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.add("-J-XX:TieredStopAtLevel=1");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
