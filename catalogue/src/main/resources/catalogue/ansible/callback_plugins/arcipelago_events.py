# Writes what a playbook does as one JSON object per line, for the orchestrator to read.
#
# Results of tasks with no_log are never written. Values are cut; the orchestrator removes secrets.
from __future__ import annotations

import json
import sys

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: arcipelago_events
    type: stdout
    short_description: one JSON object per event
    description:
      - Writes the start of plays and tasks, the result of each task on each host, and the totals.
"""

LONGEST_TEXT = 2000


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "arcipelago_events"

    def _write(self, **event):
        sys.stdout.write(json.dumps(event, default=str) + "\n")
        sys.stdout.flush()

    def v2_playbook_on_play_start(self, play):
        self._write(event="play", play=play.get_name().strip())

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._write(event="task", task=task.get_name().strip())

    def v2_playbook_on_handler_task_start(self, task):
        self._write(event="task", task=task.get_name().strip())

    def v2_playbook_on_no_hosts_matched(self):
        self._write(event="no_hosts")

    def v2_runner_on_ok(self, result):
        outcome = "changed" if result._result.get("changed") else "ok"
        self._result(outcome, result)

    def v2_runner_on_skipped(self, result):
        self._result("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._result("unreachable", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("ignored" if ignore_errors else "failed", result)

    def v2_runner_retry(self, result):
        self._result("retry", result)

    def v2_playbook_on_stats(self, stats):
        totals = {host: stats.summarize(host) for host in sorted(stats.processed)}
        self._write(event="stats", hosts=totals)

    def _result(self, outcome, result):
        self._write(
            event="result",
            outcome=outcome,
            host=result._host.get_name(),
            task=result._task.get_name().strip(),
            message=self._message(outcome, result),
        )

    def _message(self, outcome, result):
        details = result._result
        if result._task.no_log or details.get("_ansible_no_log"):
            return "(hidden)" if outcome in ("failed", "unreachable") else ""
        if outcome not in ("failed", "unreachable", "ignored", "retry"):
            return ""
        parts = [str(details[key]).strip() for key in ("msg", "stderr", "stdout") if details.get(key)]
        for item in details.get("results") or []:
            if item.get("failed"):
                parts.append(str(item.get("msg", "")).strip())
        return " | ".join(part for part in parts if part)[:LONGEST_TEXT]
