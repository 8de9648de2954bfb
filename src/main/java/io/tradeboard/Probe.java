package io.tradeboard;

final class Probe {
    private Probe() {}
}
