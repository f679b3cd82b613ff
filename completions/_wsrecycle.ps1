
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'wsrecycle' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'wsrecycle'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'wsrecycle' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how the desktops stand, and put right what is wrong')
            [CompletionResult]::new('alarm', 'alarm', [CompletionResultType]::ParameterValue, 'Manage the alarms that guard desktops')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep desktops from being recycled')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Let held desktops be recycled again')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a desktop is as wanted')
            [CompletionResult]::new('changelog', 'changelog', [CompletionResultType]::ParameterValue, 'Show what changed in each version')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual, or write all pages')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;status' {
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Only these desktops (can be repeated)')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only the desktops of these users (can be repeated)')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Only desktops in these directories (can be repeated)')
            [CompletionResult]::new('--bundle', '--bundle', [CompletionResultType]::ParameterName, 'Only desktops from these bundles (can be repeated)')
            [CompletionResult]::new('--finding', '--finding', [CompletionResultType]::ParameterName, 'Only desktops with this finding, such as unguarded or overdue (can be repeated)')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Look again at this interval until interrupted')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Put right what can be put right without a person''s judgement')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'With --fix, show what would be done, and do nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'With --fix, do not ask before changing something')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'With --fix, do not ask before changing something')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;alarm' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create or correct the alarms of desktops')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the alarms of desktops')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alarms that guard desktops')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;alarm;create' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every desktop in scope')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask before changing something')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask before changing something')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;alarm;delete' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every desktop in scope')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask before changing something')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask before changing something')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;alarm;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;alarm;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create or correct the alarms of desktops')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the alarms of desktops')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alarms that guard desktops')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;alarm;help;create' {
            break
        }
        'wsrecycle;alarm;help;delete' {
            break
        }
        'wsrecycle;alarm;help;list' {
            break
        }
        'wsrecycle;alarm;help;help' {
            break
        }
        'wsrecycle;hold' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why, for whoever finds the tag')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;release' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;wait' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'What to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up after this time, such as 90s, 10m or 1h30m')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Look this often; AWS itself looks at connections every few minutes')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;changelog' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;completions' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write every page into this folder')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;help' {
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how the desktops stand, and put right what is wrong')
            [CompletionResult]::new('alarm', 'alarm', [CompletionResultType]::ParameterValue, 'Manage the alarms that guard desktops')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep desktops from being recycled')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Let held desktops be recycled again')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a desktop is as wanted')
            [CompletionResult]::new('changelog', 'changelog', [CompletionResultType]::ParameterValue, 'Show what changed in each version')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual, or write all pages')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;help;status' {
            break
        }
        'wsrecycle;help;alarm' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create or correct the alarms of desktops')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the alarms of desktops')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alarms that guard desktops')
            break
        }
        'wsrecycle;help;alarm;create' {
            break
        }
        'wsrecycle;help;alarm;delete' {
            break
        }
        'wsrecycle;help;alarm;list' {
            break
        }
        'wsrecycle;help;hold' {
            break
        }
        'wsrecycle;help;release' {
            break
        }
        'wsrecycle;help;wait' {
            break
        }
        'wsrecycle;help;changelog' {
            break
        }
        'wsrecycle;help;completions' {
            break
        }
        'wsrecycle;help;man' {
            break
        }
        'wsrecycle;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
