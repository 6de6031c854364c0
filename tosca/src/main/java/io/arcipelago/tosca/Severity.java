package io.arcipelago.tosca;

/** Whether a problem forbids use of the template or only deserves the author's attention. */
public enum Severity {
    ERROR,
    WARNING
}
