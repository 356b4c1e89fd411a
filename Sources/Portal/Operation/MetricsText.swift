import Warehouse

/// Figures for Prometheus, in its text format 0.0.4; no label names a person, an organisation or a file.
struct MetricsText {
    private var lines: [String] = []

    init(_ figures: OperationFigures, _ requests: RequestCounts.Counted) {
        gauge(
            "send_returns",
            "Returns by the state they are in.",
            figures.returns.sorted { $0.key < $1.key }.map {
                ("state=\"\($0.key)\"", $0.value)
            }
        )
        gauge("send_checks_queued", "Returns that wait to be checked.", [("", figures.queued)])
        gauge("send_queue_age_seconds", "How long the first of them has waited.", [("", figures.queueAge)])
        histogram(
            "send_check_seconds",
            "From the arrival of a return to the end of its check.",
            zip(OperationFigures.checkBounds.map { "\($0)" }, figures.checkedWithin).map { ($0, $1) },
            count: figures.checked,
            sum: figures.checkSeconds
        )
        gauge("send_outbox_waiting", "Messages that wait to be sent.", [("", figures.outboxWaiting)])
        gauge("send_outbox_oldest_seconds", "How long the first of them has waited.", [("", figures.outboxAge)])
        gauge("send_outbox_failed", "Those of them that failed at least once.", [("", figures.outboxFailed)])
        // `job` is the label of Prometheus' own for what it asks.
        gauge(
            "send_job_last_success_timestamp_seconds",
            "When a job that runs again and again last did all it should.",
            figures.jobs.map { ("job_name=\"\($0.name)\"", $0.succeededAt ?? 0) }
        )
        gauge(
            "send_job_period_seconds",
            "How long apart its runs should be.",
            figures.jobs.map { ("job_name=\"\($0.name)\"", $0.period) }
        )
        gauge(
            "send_access_requests_late",
            "Requests for access that waited for more than a working day.",
            [("", figures.requestsLate)]
        )
        heading("send_http_requests_total", "Answers of this process by status.", "counter")
        for (status, count) in requests.byStatus.sorted(by: { $0.key < $1.key }) {
            lines.append("send_http_requests_total{status=\"\(status)\"} \(count)")
        }
        histogram(
            "send_http_request_seconds",
            "How long this process took to answer.",
            zip(RequestCounts.bounds.map { "\(Double($0) / 1000)" }, requests.within).map { ($0, $1) },
            count: requests.all,
            sum: requests.seconds
        )
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func heading(_ name: String, _ help: String, _ type: String) {
        lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }

    private mutating func gauge(_ name: String, _ help: String, _ values: [(labels: String, value: Int)]) {
        heading(name, help, "gauge")
        lines += values.map { $0.labels.isEmpty ? "\(name) \($0.value)" : "\(name){\($0.labels)} \($0.value)" }
    }

    private mutating func histogram(
        _ name: String,
        _ help: String,
        _ buckets: [(bound: String, count: Int)],
        count: Int,
        sum: Double
    ) {
        heading(name, help, "histogram")
        lines += buckets.map { "\(name)_bucket{le=\"\($0.bound)\"} \($0.count)" }
        lines += ["\(name)_bucket{le=\"+Inf\"} \(count)", "\(name)_sum \(sum)", "\(name)_count \(count)"]
    }
}
