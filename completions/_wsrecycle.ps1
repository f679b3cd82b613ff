
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Build everything that the recycler needs in this account and region, or put it right')
            [CompletionResult]::new('drift', 'drift', [CompletionResultType]::ParameterValue, 'Compare the stack with what it should be, and change nothing')
            [CompletionResult]::new('teardown', 'teardown', [CompletionResultType]::ParameterValue, 'Take away everything that setup has built')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how the desktops stand, and put right what is wrong')
            [CompletionResult]::new('rebuild', 'rebuild', [CompletionResultType]::ParameterValue, 'Recycle desktops now: terminate each and create an equal, blank one for the same user')
            [CompletionResult]::new('alarm', 'alarm', [CompletionResultType]::ParameterValue, 'Manage the alarms that guard desktops')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep desktops from being recycled')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Let held desktops be recycled again')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Stop recycling: no desktop of the stack is terminated while the pause stands')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'End a pause: desktops whose users have stayed away are recycled again')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a desktop is as wanted')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what was recycled, and when each old desktop was seen to be gone')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show what the functions have logged')
            [CompletionResult]::new('permissions', 'permissions', [CompletionResultType]::ParameterValue, 'Print the IAM policy that is enough for a command, and allows nothing else')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail')
            [CompletionResult]::new('simulate', 'simulate', [CompletionResultType]::ParameterValue, 'Check the promises over many seeded schedules of users, faults and crashes')
            [CompletionResult]::new('changelog', 'changelog', [CompletionResultType]::ParameterValue, 'Show what changed in each version')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual, or write all pages')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;setup' {
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long nobody may be connected before a desktop is recycled, 1m to 24h')
            [CompletionResult]::new('--sweep', '--sweep', [CompletionResultType]::ParameterName, 'How often all desktops are looked at, whatever events say, 1m to 24h')
            [CompletionResult]::new('--retention', '--retention', [CompletionResultType]::ParameterName, 'Keep the functions'' logs for so many days')
            [CompletionResult]::new('--notify', '--notify', [CompletionResultType]::ParameterName, 'Send what needs a person to this address (can be repeated)')
            [CompletionResult]::new('--policies', '--policies', [CompletionResultType]::ParameterName, 'Give the functions these rights: least, or guide for two wide policies of AWS')
            [CompletionResult]::new('--trail', '--trail', [CompletionResultType]::ParameterName, 'Hear of API calls through this trail: auto, create, or the name of one that is there')
            [CompletionResult]::new('--architecture', '--architecture', [CompletionResultType]::ParameterName, 'Run the functions on this architecture: x86_64 or arm64')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Give the functions so much memory, in MB')
            [CompletionResult]::new('--function-binary', '--function-binary', [CompletionResultType]::ParameterName, 'Upload this program, and not this very wsrecycle')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--adopt', '--adopt', [CompletionResultType]::ParameterName, 'Take over resources of these names that somebody made by hand')
            [CompletionResult]::new('--guard-existing', '--guard-existing', [CompletionResultType]::ParameterName, 'Put an alarm on every desktop in scope that is there already')
            [CompletionResult]::new('--show-config', '--show-config', [CompletionResultType]::ParameterName, 'Show every setting and where it comes from, and do nothing')
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
        'wsrecycle;drift' {
            [CompletionResult]::new('--function-binary', '--function-binary', [CompletionResultType]::ParameterName, 'Compare the functions'' code with this program, and not with this very wsrecycle')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;teardown' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Take away the stack of this name without asking')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--trail', '--trail', [CompletionResultType]::ParameterName, 'Take away the stack''s trail too')
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'Take away the trail''s bucket too, if it is empty')
            [CompletionResult]::new('--abandon-owed', '--abandon-owed', [CompletionResultType]::ParameterName, 'Give up the desktops that are still owed to users')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;rebuild' {
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'With --all, the directory whose desktops are rebuilt')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'With --all, the directory once more, instead of typing it when asked')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'With --all, how many desktops are rebuilt at a time')
            [CompletionResult]::new('--max-failures', '--max-failures', [CompletionResultType]::ParameterName, 'With --all, stop once more than this many desktops have failed')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Stop watching after this time; what is under way stays in the ledger')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Rebuild every desktop of the directory that may be rebuilt, one first and then in batches')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Only begin, with all of them at once: the deployed functions do the work, at a rate of their own, and hold desktops back while creations fail')
            [CompletionResult]::new('--standalone', '--standalone', [CompletionResultType]::ParameterName, 'Say that no stack is deployed here where that cannot be seen, and work in this machine''s ledger')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Rebuild even under a connected user, who is thrown out')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with every recycle that is under way, or only with those of the desktops named as user@directory')
            [CompletionResult]::new('--abandon', '--abandon', [CompletionResultType]::ParameterName, 'Give up the desktops that the users named as user@directory are owed')
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
        'wsrecycle;alarm' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;pause' {
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'When it ends by itself: a time such as 2026-11-27T17:00:00Z or "2026-11-27 18:00" in local time, or how long from now, such as 2h or 3d')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why, for whoever finds everything standing still')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
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
        'wsrecycle;resume' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;wait' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'What to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up after this time, such as 90s, 10m or 1h30m')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Look this often; AWS itself looks at connections every few minutes')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;history' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was closed since: a time, or how long ago, such as 12h or 7d')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Only desktops of these users (can be repeated)')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Only desktops in these directories (can be repeated)')
            [CompletionResult]::new('--desktop', '--desktop', [CompletionResultType]::ParameterName, 'Only recycles of or to these desktops (can be repeated)')
            [CompletionResult]::new('--outcome', '--outcome', [CompletionResultType]::ParameterName, 'Only those that ended like this: done, cancelled, abandoned by a person, or with attention called for on the way (can be repeated)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many, the newest')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;logs' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'From when: a time, or how long ago, such as 15m or 7d')
            [CompletionResult]::new('--desktop', '--desktop', [CompletionResultType]::ParameterName, 'Only lines that name this desktop')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many lines, the newest; with --follow, to begin with')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Show new lines as they come, until interrupted')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Show new lines as they come, until interrupted')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;permissions' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Print it for this account without asking AWS; needs --region')
            [CompletionResult]::new('--partition', '--partition', [CompletionResultType]::ParameterName, 'With --account, the partition: aws, aws-us-gov or aws-cn, unless the region''s name says it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;demo' {
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Let times and ids vary')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;sandbox' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('launch', 'launch', [CompletionResultType]::ParameterValue, 'Launch a desktop for each user')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Let users connect to their desktops')
            [CompletionResult]::new('disconnect', 'disconnect', [CompletionResultType]::ParameterValue, 'End the sessions of users')
            [CompletionResult]::new('change', 'change', [CompletionResultType]::ParameterValue, 'Change a user''s desktop as an administrator could in the console')
            [CompletionResult]::new('advance', 'advance', [CompletionResultType]::ParameterValue, 'Let time pass, and the deployed functions do their work')
            [CompletionResult]::new('fault', 'fault', [CompletionResultType]::ParameterValue, 'Let something go wrong the next times it can, or list what can')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget the simulated account')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;sandbox;launch' {
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'The directory of the users')
            [CompletionResult]::new('--bundle', '--bundle', [CompletionResultType]::ParameterName, 'The bundle to launch from')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag of the desktops (can be repeated)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--unguarded', '--unguarded', [CompletionResultType]::ParameterName, 'Tell no function of the launch, so that no alarm is made')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;sandbox;connect' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;sandbox;disconnect' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;sandbox;change' {
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Put it into this state, in AWS''s spelling')
            [CompletionResult]::new('--running-mode', '--running-mode', [CompletionResultType]::ParameterName, 'Give it this running mode, in AWS''s spelling')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--standby', '--standby', [CompletionResultType]::ParameterName, 'Give it a standby in another Region')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Delete it')
            [CompletionResult]::new('--remove-user', '--remove-user', [CompletionResultType]::ParameterName, 'Remove the user from the directory')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;sandbox;advance' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
        'wsrecycle;sandbox;fault' {
            [CompletionResult]::new('--times', '--times', [CompletionResultType]::ParameterName, 'How many times')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'Let nothing go wrong any more')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'wsrecycle;sandbox;reset' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
            [CompletionResult]::new('--expect-account', '--expect-account', [CompletionResultType]::ParameterName, 'Refuse to read or change anything in another account')
            [CompletionResult]::new('--stack', '--stack', [CompletionResultType]::ParameterName, 'Work with the stack of this name')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the answer in this format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto, always or never')
            [CompletionResult]::new('--bare', '--bare', [CompletionResultType]::ParameterName, 'Begin again without a stack, to practise `setup`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only warnings and errors besides the answer')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more, such as which settings are in force and where they came from')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Ask nothing, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'wsrecycle;sandbox;help' {
            [CompletionResult]::new('launch', 'launch', [CompletionResultType]::ParameterValue, 'Launch a desktop for each user')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Let users connect to their desktops')
            [CompletionResult]::new('disconnect', 'disconnect', [CompletionResultType]::ParameterValue, 'End the sessions of users')
            [CompletionResult]::new('change', 'change', [CompletionResultType]::ParameterValue, 'Change a user''s desktop as an administrator could in the console')
            [CompletionResult]::new('advance', 'advance', [CompletionResultType]::ParameterValue, 'Let time pass, and the deployed functions do their work')
            [CompletionResult]::new('fault', 'fault', [CompletionResultType]::ParameterValue, 'Let something go wrong the next times it can, or list what can')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget the simulated account')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;sandbox;help;launch' {
            break
        }
        'wsrecycle;sandbox;help;connect' {
            break
        }
        'wsrecycle;sandbox;help;disconnect' {
            break
        }
        'wsrecycle;sandbox;help;change' {
            break
        }
        'wsrecycle;sandbox;help;advance' {
            break
        }
        'wsrecycle;sandbox;help;fault' {
            break
        }
        'wsrecycle;sandbox;help;reset' {
            break
        }
        'wsrecycle;sandbox;help;help' {
            break
        }
        'wsrecycle;simulate' {
            [CompletionResult]::new('--seeds', '--seeds', [CompletionResultType]::ParameterName, 'How many seeds')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The first of them')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Run this one; with -v, tell all that happens')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'How many threads; as many as there are processors, if not given')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of AWS''s configuration files')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Work in this AWS region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Send every AWS call to this address instead')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Work in a simulated account, kept in this folder or in its usual place')
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
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Build everything that the recycler needs in this account and region, or put it right')
            [CompletionResult]::new('drift', 'drift', [CompletionResultType]::ParameterValue, 'Compare the stack with what it should be, and change nothing')
            [CompletionResult]::new('teardown', 'teardown', [CompletionResultType]::ParameterValue, 'Take away everything that setup has built')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how the desktops stand, and put right what is wrong')
            [CompletionResult]::new('rebuild', 'rebuild', [CompletionResultType]::ParameterValue, 'Recycle desktops now: terminate each and create an equal, blank one for the same user')
            [CompletionResult]::new('alarm', 'alarm', [CompletionResultType]::ParameterValue, 'Manage the alarms that guard desktops')
            [CompletionResult]::new('hold', 'hold', [CompletionResultType]::ParameterValue, 'Keep desktops from being recycled')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Let held desktops be recycled again')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Stop recycling: no desktop of the stack is terminated while the pause stands')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'End a pause: desktops whose users have stayed away are recycled again')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a desktop is as wanted')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what was recycled, and when each old desktop was seen to be gone')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show what the functions have logged')
            [CompletionResult]::new('permissions', 'permissions', [CompletionResultType]::ParameterValue, 'Print the IAM policy that is enough for a command, and allows nothing else')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail')
            [CompletionResult]::new('simulate', 'simulate', [CompletionResultType]::ParameterValue, 'Check the promises over many seeded schedules of users, faults and crashes')
            [CompletionResult]::new('changelog', 'changelog', [CompletionResultType]::ParameterValue, 'Show what changed in each version')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual, or write all pages')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'wsrecycle;help;setup' {
            break
        }
        'wsrecycle;help;drift' {
            break
        }
        'wsrecycle;help;teardown' {
            break
        }
        'wsrecycle;help;status' {
            break
        }
        'wsrecycle;help;rebuild' {
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
        'wsrecycle;help;pause' {
            break
        }
        'wsrecycle;help;resume' {
            break
        }
        'wsrecycle;help;wait' {
            break
        }
        'wsrecycle;help;history' {
            break
        }
        'wsrecycle;help;logs' {
            break
        }
        'wsrecycle;help;permissions' {
            break
        }
        'wsrecycle;help;demo' {
            break
        }
        'wsrecycle;help;sandbox' {
            [CompletionResult]::new('launch', 'launch', [CompletionResultType]::ParameterValue, 'Launch a desktop for each user')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Let users connect to their desktops')
            [CompletionResult]::new('disconnect', 'disconnect', [CompletionResultType]::ParameterValue, 'End the sessions of users')
            [CompletionResult]::new('change', 'change', [CompletionResultType]::ParameterValue, 'Change a user''s desktop as an administrator could in the console')
            [CompletionResult]::new('advance', 'advance', [CompletionResultType]::ParameterValue, 'Let time pass, and the deployed functions do their work')
            [CompletionResult]::new('fault', 'fault', [CompletionResultType]::ParameterValue, 'Let something go wrong the next times it can, or list what can')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget the simulated account')
            break
        }
        'wsrecycle;help;sandbox;launch' {
            break
        }
        'wsrecycle;help;sandbox;connect' {
            break
        }
        'wsrecycle;help;sandbox;disconnect' {
            break
        }
        'wsrecycle;help;sandbox;change' {
            break
        }
        'wsrecycle;help;sandbox;advance' {
            break
        }
        'wsrecycle;help;sandbox;fault' {
            break
        }
        'wsrecycle;help;sandbox;reset' {
            break
        }
        'wsrecycle;help;simulate' {
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
