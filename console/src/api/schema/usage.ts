// Made from usage-service's OpenAPI document by scripts/types.js.

export interface paths {
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums of a range */
        get: operations["usageTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/by-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per key, the most expensive first */
        get: operations["usageByKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/by-model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per model, the most expensive first */
        get: operations["usageByModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/by-provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per provider, the most expensive first */
        get: operations["usageByProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/by-user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per user, the most expensive first */
        get: operations["usageByUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per day of a time zone, days without calls included */
        get: operations["usageDaily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every single call of an exact range, oldest first, as a file */
        get: operations["exportExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Per proxy instance: admitted = settled + interrupted + open + gaps; those with gaps first */
        get: operations["integrityBooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/integrity/rollups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the calls of whole UTC days again, and tells which sums differ
         * @description Reads every single call of the range: seconds per million.
         */
        get: operations["integrityRollups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Single calls, newest first */
        get: operations["usageRecent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/reprice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was repriced, newest first */
        get: operations["repriceList"];
        put?: never;
        /**
         * Charge calls of the past by other prices
         * @description Writes a correcting row for every call whose cost changes, never the call itself, and corrects all sums. Calls that come in late, into the part that is done, keep their cost. Sent again with the same Idempotency-Key (without one: the repriceId) it goes on where it was broken off, and does nothing when it was finished.
         */
        post: operations["repriceReprice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with all its attempts at providers, in their order */
        get: operations["usageRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health */
        get: operations["healthHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        CallStatus: "SUCCEEDED" | "REFUSED" | "UPSTREAM_ERROR" | "STREAM_BROKEN" | "CLIENT_GONE" | "INTERRUPTED";
        Comparison: {
            consistent: boolean;
            /** Format: int32 */
            checkedDays: number;
            droppedDays: string[];
            differences: components["schemas"]["RollupDifference"][];
            more: boolean;
        };
        Counted: {
            userId: components["schemas"]["UUID"] | null;
            keyId: components["schemas"]["UUID"] | null;
            providerId: components["schemas"]["UUID"] | null;
            model: string | null;
            status: string | null;
            tags: string[] | null;
        };
        Day: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            date: components["schemas"]["LocalDate"];
            groups?: components["schemas"]["DayGroup"][];
        };
        DayGroup: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            id: string | null;
            name: string | null;
        };
        /** @enum {string} */
        Dialect: "OPENAI" | "ANTHROPIC" | "GEMINI" | "AZURE_OPENAI" | "BEDROCK";
        FieldError: {
            field: string;
            message: string;
        };
        Health: {
            status: string;
        };
        InstanceBook: {
            instance: components["schemas"]["UUID"];
            state: components["schemas"]["State"];
            /** Format: int64 */
            firstSequence: number;
            /** Format: int64 */
            lastSequence: number;
            /** Format: int64 */
            admitted: number;
            /** Format: int64 */
            settled: number;
            /** Format: int64 */
            interrupted: number;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            gaps: number;
            missing: components["schemas"]["Range"][];
            gapSince: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            duplicatesDropped: number;
            oldestOpenAt: components["schemas"]["Instant"] | null;
            firstSeenAt: components["schemas"]["Instant"];
            lastSeenAt: components["schemas"]["Instant"];
            reportedAt: components["schemas"]["Instant"] | null;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        KeyUsage: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            keyId: components["schemas"]["UUID"];
            keyName: string | null;
        };
        /**
         * Format: date
         * @example 2022-03-10
         */
        LocalDate: string;
        ModelUsage: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            model: string;
        };
        /**
         * @description US dollars, a plain decimal
         * @example 0.15
         */
        Money: string;
        PageDay: {
            items: components["schemas"]["Day"][];
            next: string | null;
        };
        PageInstanceBook: {
            items: components["schemas"]["InstanceBook"][];
            next: string | null;
        };
        PageKeyUsage: {
            items: components["schemas"]["KeyUsage"][];
            next: string | null;
        };
        PageModelUsage: {
            items: components["schemas"]["ModelUsage"][];
            next: string | null;
        };
        PageProviderUsage: {
            items: components["schemas"]["ProviderUsage"][];
            next: string | null;
        };
        PageRecentCall: {
            items: components["schemas"]["RecentCall"][];
            next: string | null;
        };
        PageReprice: {
            items: components["schemas"]["Reprice"][];
            next: string | null;
        };
        PageUserUsage: {
            items: components["schemas"]["UserUsage"][];
            next: string | null;
        };
        Percentiles: {
            /** Format: int64 */
            p50: number | null;
            /** Format: int64 */
            p95: number | null;
            /** Format: int64 */
            p99: number | null;
        };
        PriceList: {
            inputPrice?: components["schemas"]["Money"] | null;
            outputPrice?: components["schemas"]["Money"] | null;
            cacheReadPrice?: components["schemas"]["Money"] | null;
            cacheWritePrice?: components["schemas"]["Money"] | null;
            cacheWriteHourPrice?: components["schemas"]["Money"] | null;
            reasoningPrice?: components["schemas"]["Money"] | null;
            requestPrice?: components["schemas"]["Money"] | null;
            tiers?: components["schemas"]["PriceTier"][] | null;
        };
        PriceTier: {
            /** Format: int64 */
            aboveInputTokens?: number | null;
            inputPrice?: components["schemas"]["Money"] | null;
            outputPrice?: components["schemas"]["Money"] | null;
            cacheReadPrice?: components["schemas"]["Money"] | null;
            cacheWritePrice?: components["schemas"]["Money"] | null;
            cacheWriteHourPrice?: components["schemas"]["Money"] | null;
            reasoningPrice?: components["schemas"]["Money"] | null;
        };
        ProblemBody: {
            /** Format: uri */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
        };
        ProviderUsage: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            providerId: components["schemas"]["UUID"];
            providerName: string | null;
        };
        Range: {
            /** Format: int64 */
            from: number;
            /** Format: int64 */
            to: number;
        };
        RecentCall: {
            instance: components["schemas"]["UUID"];
            /** Format: int64 */
            sequence: number;
            requestId: string;
            /** Format: int32 */
            attempt: number;
            startedAt: components["schemas"]["Instant"];
            userId: components["schemas"]["UUID"];
            userName: string | null;
            keyId: components["schemas"]["UUID"];
            keyName: string | null;
            providerId: components["schemas"]["UUID"];
            providerName: string | null;
            dialect: components["schemas"]["Dialect"] | null;
            model: string;
            upstreamModel: string | null;
            streamed: boolean;
            status: components["schemas"]["CallStatus"];
            /** Format: int32 */
            httpStatus: number;
            errorCode: string | null;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            reasoningTokens: number;
            estimated: boolean;
            costUsd: components["schemas"]["Money"];
            correctionUsd: components["schemas"]["Money"] | null;
            priced: boolean;
            /** Format: int64 */
            priceVersion: number;
            /** Format: int64 */
            latencyMs: number;
            /** Format: int64 */
            firstTokenMs: number | null;
            tags: string[];
        };
        Reprice: {
            repriceId: components["schemas"]["UUID"];
            idempotencyKey: string;
            from: components["schemas"]["Instant"];
            to: components["schemas"]["Instant"];
            providerId: components["schemas"]["UUID"];
            model: string;
            prices: components["schemas"]["PriceList"];
            reason: string;
            askedBy: components["schemas"]["UUID"];
            askedByName: string;
            askedAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            correctedRows: number;
            oldUsd: components["schemas"]["Money"];
            newUsd: components["schemas"]["Money"];
            differenceUsd: components["schemas"]["Money"];
        };
        RepriceRequest: {
            /** @description Inclusive */
            from: components["schemas"]["Instant"];
            /** @description Exclusive */
            to: components["schemas"]["Instant"];
            providerId: components["schemas"]["UUID"];
            /** @description As the provider calls it: a row's upstreamModel */
            model: string;
            /** @description US dollars per million tokens, requestPrice per call */
            prices: components["schemas"]["PriceList"];
            reason: string;
            /** @description Only compute; absent = false */
            dryRun?: boolean | null;
        };
        RepriceResult: {
            repriceId: components["schemas"]["UUID"] | null;
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            correctedRows: number;
            oldUsd: components["schemas"]["Money"];
            newUsd: components["schemas"]["Money"];
            differenceUsd: components["schemas"]["Money"];
            dryRun: boolean;
        };
        RequestDetail: {
            requestId: string;
            costUsd: components["schemas"]["Money"];
            attempts: components["schemas"]["RecentCall"][];
        };
        RollupDifference: {
            day: components["schemas"]["LocalDate"];
            table: string;
            grain: string;
            startsAt: components["schemas"]["Instant"];
            series: components["schemas"]["Counted"];
            column: string;
            ledger: string;
            rollup: string;
        };
        /** @enum {string} */
        State: "RUNNING" | "CLOSED" | "SILENT";
        Totals: {
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            errors: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            reasoningTokens: number;
            costUsd: components["schemas"]["Money"];
            latencyMs: components["schemas"]["Percentiles"];
            firstTokenMs: components["schemas"]["Percentiles"];
        };
        /** Format: uuid */
        UUID: string;
        UserUsage: {
            /** Format: int64 */
            reasoningTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            costUsd: components["schemas"]["Money"];
            firstTokenMs: components["schemas"]["Percentiles"];
            /** Format: int64 */
            cacheWriteHourTokens: number;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int64 */
            cachedInputTokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            outputTokens: number;
            /** Format: int64 */
            errors: number;
            latencyMs: components["schemas"]["Percentiles"];
            userId: components["schemas"]["UUID"];
            userName: string | null;
        };
    };
    responses: {
        /** @description Refused; its `detail` says why */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    usageTotals: {
        parameters: {
            query?: {
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Totals"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageByKey: {
        parameters: {
            query?: {
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageKeyUsage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageByModel: {
        parameters: {
            query?: {
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageModelUsage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageByProvider: {
        parameters: {
            query?: {
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageProviderUsage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageByUser: {
        parameters: {
            query?: {
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUserUsage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageDaily: {
        parameters: {
            query?: {
                /** @description model, provider, key or user: each day also in parts, the 20 most expensive of the range and all others as one. */
                by?: string;
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description Of the IANA database; UTC if absent. */
                timezone?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDay"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    exportExport: {
        parameters: {
            query?: {
                /** @description csv (if absent) or jsonl: one JSON object a line. */
                format?: string;
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    integrityBooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageInstanceBook"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    integrityRollups: {
        parameters: {
            query?: {
                /** @description RFC 3339; 30 days before `to` if absent. */
                from?: string;
                /** @description RFC 3339, exclusive; now if absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageRecent: {
        parameters: {
            query?: {
                /** @description The next of the page before. */
                cursor?: string;
                /** @description RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the quarter hour that holds it. */
                from?: string;
                keyId?: string;
                /** @description 1 to 500; 50 if absent. */
                limit?: string;
                /** @description As the client named it. */
                model?: string;
                providerId?: string;
                /** @description As in the answer's `x-request-id`. */
                requestId?: string;
                status?: components["schemas"]["CallStatus"];
                tag?: string;
                /** @description RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds it. */
                to?: string;
                /** @description Whose usage; admins only, unless it is the caller's own. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRecentCall"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    repriceList: {
        parameters: {
            query?: {
                /** @description The next of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReprice"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    repriceReprice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 200 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepriceRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepriceResult"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    usageRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    healthHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
